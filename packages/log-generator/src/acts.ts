import { type Act } from './act.ts';
import { failedAct, kerberosAct, logoffAct, logonAct, ntlmAct, plainAct } from './make-act.ts';
import { processes } from './processes.ts';

const { lsass, svchost, winlogon, services, mmc, cmd, wmi, powershell, web } = processes;

const wrongPassword = '0xC000006A';
const unknownUser = '0xC0000064';
const lockedOut = '0xC0000234';

const logons = {
  interactive: logonAct(2, 'Negotiate', svchost),
  unlock: logonAct(7, 'Negotiate', lsass),
  network: logonAct(3, 'NTLM', lsass),
  gateway: logonAct(3, 'NTLM', svchost),
  web: logonAct(8, 'Negotiate', web),
  remote: logonAct(10, 'Negotiate', winlogon),
  service: logonAct(5, 'Negotiate', services),
};

const locked = (logon: Act): Act => failedAct(logon, '0x0', lockedOut);

type ActName =
  | `${'interactive' | 'unlock' | 'cached' | 'network' | 'networkNtlm' | 'gateway' | 'web' | 'remote' | 'service'}`
  | `${'batch' | 'newCredentials' | 'manage' | 'script' | 'command' | 'wmi' | 'privileges'}`
  | `logoff${'Interactive' | 'Network' | 'Remote'}`
  | `explicit${'Command' | 'Manage' | 'Script'}`
  | `ticketGrant${'' | 'Unknown' | 'Roasted'}`
  | `serviceTicket${'' | 'Rc4'}`
  | `preAuth${'Failed' | 'Locked'}`
  | `validat${'ed' | 'ionFailed'}`
  | `wrong${'Password' | 'Unlock' | 'Network' | 'Gateway' | 'Web' | 'Remote' | 'Service'}`
  | `unknown${'Network' | 'Gateway' | 'Web'}`
  | `locked${'Interactive' | 'Network' | 'Gateway' | 'Web'}`;

/** The vocabulary of everything that happens, for people and attackers alike. */
export const acts: Readonly<Record<ActName, Act>> = {
  interactive: logons.interactive,
  unlock: logons.unlock,
  cached: logonAct(11, 'Negotiate', svchost),
  network: logonAct(3, 'Kerberos', lsass),
  networkNtlm: logons.network,
  gateway: logons.gateway,
  web: logons.web,
  remote: logons.remote,
  service: logons.service,
  batch: logonAct(4, 'Negotiate', svchost),
  newCredentials: logonAct(9, 'Negotiate', svchost),
  manage: logonAct(3, 'Kerberos', mmc),
  script: logonAct(3, 'Kerberos', powershell),
  command: logonAct(3, 'Negotiate', cmd),
  wmi: logonAct(3, 'Kerberos', wmi),
  privileges: plainAct(4672),
  logoffInteractive: logoffAct(2),
  logoffNetwork: logoffAct(3),
  logoffRemote: logoffAct(10),
  explicitCommand: plainAct(4648, cmd),
  explicitManage: plainAct(4648, mmc),
  explicitScript: plainAct(4648, powershell),
  ticketGrant: kerberosAct(4768, '0x0'),
  ticketGrantUnknown: kerberosAct(4768, '0x6'),
  ticketGrantRoasted: { ...kerberosAct(4768, '0x0', '0x17'), preAuthType: '0' },
  serviceTicket: kerberosAct(4769, '0x0'),
  serviceTicketRc4: kerberosAct(4769, '0x0', '0x17'),
  preAuthFailed: kerberosAct(4771, '0x18'),
  preAuthLocked: kerberosAct(4771, '0x12'),
  validated: ntlmAct('0x0'),
  validationFailed: ntlmAct(wrongPassword),
  wrongPassword: failedAct(logons.interactive, wrongPassword),
  wrongUnlock: failedAct(logons.unlock, wrongPassword),
  wrongNetwork: failedAct(logons.network, wrongPassword),
  wrongGateway: failedAct(logons.gateway, wrongPassword),
  wrongWeb: failedAct(logons.web, wrongPassword),
  wrongRemote: failedAct(logons.remote, wrongPassword),
  wrongService: failedAct(logons.service, wrongPassword),
  unknownNetwork: failedAct(logons.network, unknownUser),
  unknownGateway: failedAct(logons.gateway, unknownUser),
  unknownWeb: failedAct(logons.web, unknownUser),
  lockedInteractive: locked(logons.interactive),
  lockedNetwork: locked(logons.network),
  lockedGateway: locked(logons.gateway),
  lockedWeb: locked(logons.web),
};
