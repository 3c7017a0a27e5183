import { type Act } from './act.ts';

const system = 'C:\\Windows\\System32\\';

/** Paths of the processes that ask for logons. */
export const processes: Readonly<Record<ProcessName, string>> = {
  lsass: `${system}lsass.exe`,
  svchost: `${system}svchost.exe`,
  winlogon: `${system}winlogon.exe`,
  services: `${system}services.exe`,
  mmc: `${system}mmc.exe`,
  cmd: `${system}cmd.exe`,
  wmi: `${system}wbem\\WmiPrvSE.exe`,
  powershell: `${system}WindowsPowerShell\\v1.0\\powershell.exe`,
  web: `${system}inetsrv\\w3wp.exe`,
};

type ProcessName =
  'lsass' | 'svchost' | 'winlogon' | 'services' | 'mmc' | 'cmd' | 'wmi' | 'powershell' | 'web';

const { lsass, svchost, winlogon, services, mmc, cmd, wmi, powershell, web } = processes;

/** A logon, 4624, of the given type. */
function logonAct(logonType: number, authenticationPackage: string, process: string): Act {
  return { ...blank, signatureId: 4624, process, logonType, authenticationPackage };
}

/** A failed logon, 4625; the status is the general one unless Windows reports the reason in both places. */
function failedLogonAct(
  logonType: number,
  process: string,
  subStatus: string,
  { status = '0xC000006D', authenticationPackage = 'Negotiate' } = {},
): Act {
  return {
    ...blank,
    signatureId: 4625,
    action: 'failure',
    process,
    logonType,
    authenticationPackage,
    status,
    subStatus,
  };
}

const blank = {
  action: 'success',
  process: lsass,
  logonType: null,
  authenticationPackage: null,
  status: null,
  subStatus: null,
} as const;

const kerberos = (signatureId: number, status: string): Act => ({
  ...blank,
  signatureId,
  action: status === '0x0' ? 'success' : 'failure',
  authenticationPackage: 'Kerberos',
  status,
});

const ntlm = (status: string): Act => ({
  ...blank,
  signatureId: 4776,
  action: status === '0x0' ? 'success' : 'failure',
  authenticationPackage: 'NTLM',
  status,
});

const wrongPassword = '0xC000006A';
const unknownUser = '0xC0000064';
const lockedOut = '0xC0000234';
const disabled = '0xC0000072';

/** The vocabulary of everything that happens. */
export const acts: Readonly<Record<ActName, Act>> = {
  interactive: logonAct(2, 'Negotiate', svchost),
  unlock: logonAct(7, 'Negotiate', lsass),
  cached: logonAct(11, 'Negotiate', svchost),
  network: logonAct(3, 'Kerberos', lsass),
  networkNtlm: logonAct(3, 'NTLM', lsass),
  gateway: logonAct(3, 'NTLM', svchost),
  web: logonAct(8, 'Negotiate', web),
  remote: logonAct(10, 'Negotiate', winlogon),
  service: logonAct(5, 'Negotiate', services),
  batch: logonAct(4, 'Negotiate', svchost),
  newCredentials: logonAct(9, 'Negotiate', svchost),
  manage: logonAct(3, 'Kerberos', mmc),
  script: logonAct(3, 'Kerberos', powershell),
  command: logonAct(3, 'Negotiate', cmd),
  wmi: logonAct(3, 'Kerberos', wmi),
  logoffInteractive: { ...blank, signatureId: 4634, logonType: 2 },
  logoffNetwork: { ...blank, signatureId: 4634, logonType: 3 },
  logoffRemote: { ...blank, signatureId: 4634, logonType: 10 },
  explicitCommand: { ...blank, signatureId: 4648, process: cmd },
  explicitManage: { ...blank, signatureId: 4648, process: mmc },
  explicitScript: { ...blank, signatureId: 4648, process: powershell },
  privileges: { ...blank, signatureId: 4672 },
  ticketGrant: kerberos(4768, '0x0'),
  ticketGrantUnknown: kerberos(4768, '0x6'),
  serviceTicket: kerberos(4769, '0x0'),
  preAuthFailed: kerberos(4771, '0x18'),
  preAuthLocked: kerberos(4771, '0x12'),
  validated: ntlm('0x0'),
  validationFailed: ntlm(wrongPassword),
  validationUnknown: ntlm(unknownUser),
  wrongPassword: failedLogonAct(2, svchost, wrongPassword),
  wrongUnlock: failedLogonAct(7, lsass, wrongPassword),
  wrongNetwork: failedLogonAct(3, lsass, wrongPassword, { authenticationPackage: 'NTLM' }),
  wrongGateway: failedLogonAct(3, svchost, wrongPassword, { authenticationPackage: 'NTLM' }),
  wrongWeb: failedLogonAct(8, web, wrongPassword),
  wrongRemote: failedLogonAct(10, winlogon, wrongPassword),
  wrongService: failedLogonAct(5, services, wrongPassword),
  unknownNetwork: failedLogonAct(3, lsass, unknownUser, { authenticationPackage: 'NTLM' }),
  unknownGateway: failedLogonAct(3, svchost, unknownUser, { authenticationPackage: 'NTLM' }),
  unknownWeb: failedLogonAct(8, web, unknownUser),
  lockedInteractive: failedLogonAct(2, svchost, '0x0', { status: lockedOut }),
  lockedNetwork: failedLogonAct(3, lsass, '0x0', { status: lockedOut, authenticationPackage: 'NTLM' }),
  lockedGateway: failedLogonAct(3, svchost, '0x0', { status: lockedOut, authenticationPackage: 'NTLM' }),
  lockedWeb: failedLogonAct(8, web, '0x0', { status: lockedOut }),
  disabledNetwork: failedLogonAct(3, lsass, disabled, {
    status: '0xC000006E',
    authenticationPackage: 'NTLM',
  }),
};

type ActName =
  | 'interactive'
  | 'unlock'
  | 'cached'
  | 'network'
  | 'networkNtlm'
  | 'gateway'
  | 'web'
  | 'remote'
  | 'service'
  | 'batch'
  | 'newCredentials'
  | 'manage'
  | 'script'
  | 'command'
  | 'wmi'
  | 'logoffInteractive'
  | 'logoffNetwork'
  | 'logoffRemote'
  | 'explicitCommand'
  | 'explicitManage'
  | 'explicitScript'
  | 'privileges'
  | 'ticketGrant'
  | 'ticketGrantUnknown'
  | 'serviceTicket'
  | 'preAuthFailed'
  | 'preAuthLocked'
  | 'validated'
  | 'validationFailed'
  | 'validationUnknown'
  | 'wrongPassword'
  | 'wrongUnlock'
  | 'wrongNetwork'
  | 'wrongGateway'
  | 'wrongWeb'
  | 'wrongRemote'
  | 'wrongService'
  | 'unknownNetwork'
  | 'unknownGateway'
  | 'unknownWeb'
  | 'lockedInteractive'
  | 'lockedNetwork'
  | 'lockedGateway'
  | 'lockedWeb'
  | 'disabledNetwork';
