import { type Act } from './act.ts';
import { processes } from './processes.ts';

/** An event without particulars, by default one that lsass.exe reports and that succeeds. */
export function plainAct(signatureId: number, process: string = processes.lsass): Act {
  return {
    signatureId,
    action: 'success',
    process,
    logonType: null,
    authenticationPackage: null,
    status: null,
    subStatus: null,
    ticketEncryptionType: null,
    preAuthType: null,
  };
}

/** A logon, 4624, of the given type. */
export function logonAct(logonType: number, authenticationPackage: string, process: string): Act {
  return { ...plainAct(4624, process), logonType, authenticationPackage };
}

/** A logoff, 4634, from a session of the given type. */
export function logoffAct(logonType: number): Act {
  return { ...plainAct(4634), logonType };
}

/** A logon that fails, 4625, with what Windows says about it. */
export function failedAct(logon: Act, subStatus: string, status: string = '0xC000006D'): Act {
  return { ...logon, signatureId: 4625, action: 'failure', status, subStatus };
}

/** A Kerberos event with its result code: 4768, 4769, 4771. Tickets are AES, after a time stamp as pre-authentication. */
export function kerberosAct(signatureId: number, status: string, encryption: string = '0x12'): Act {
  return {
    ...checked(signatureId, status),
    authenticationPackage: 'Kerberos',
    ticketEncryptionType: status === '0x0' ? encryption : null,
    preAuthType: signatureId === 4769 || status === '0x6' ? null : '2',
  };
}

/** A check of credentials by NTLM, 4776, with its result code. */
export function ntlmAct(status: string): Act {
  return { ...checked(4776, status), authenticationPackage: 'NTLM' };
}

function checked(signatureId: number, status: string): Act {
  return { ...plainAct(signatureId), action: status === '0x0' ? 'success' : 'failure', status };
}
