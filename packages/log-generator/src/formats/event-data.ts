import { type SeedEvent } from '../seed-event.ts';
import { hash } from './hash.ts';

/** What Windows calls the kind of a security event: its task number and name. */
export const tasks: Readonly<Record<number, readonly [number: number, name: string]>> = {
  4624: [12544, 'Logon'],
  4625: [12544, 'Logon'],
  4634: [12545, 'Logoff'],
  4648: [12544, 'Logon'],
  4672: [12548, 'Special Logon'],
  4768: [14339, 'Kerberos Authentication Service'],
  4769: [14337, 'Kerberos Service Ticket Operations'],
  4771: [14339, 'Kerberos Authentication Service'],
  4776: [14336, 'Credential Validation'],
};

const domain = 'CORP';
const nobody = [
  ['SubjectUserSid', 'S-1-0-0'],
  ['SubjectUserName', '-'],
  ['SubjectDomainName', '-'],
  ['SubjectLogonId', '0x0'],
] as const;

type Fields = readonly (readonly [name: string, value: string])[];

/**
 * The named values of a Windows security event, in Windows' order. A seed event knows less than Windows writes: ids are
 * derived from the event by hashing, and `src` is missing where Windows records no address (4634, 4672) or a name (4776).
 */
export function eventData(event: SeedEvent): Fields {
  const { user } = event;
  const sid = accountSid(user);
  const logonId = `0x${hash(event.TimeCreated + user).toString(16)}`;
  const target: Fields = [
    ['TargetUserSid', sid],
    ['TargetUserName', user],
    ['TargetDomainName', domain],
  ];
  const type: Fields = [['LogonType', String(event.logon_type)]];
  switch (event.signature_id) {
    case 4624:
      return [
        ...subject(event),
        ...target,
        ['TargetLogonId', logonId],
        ...type,
        ...logon(event),
        ...requester(event),
      ];
    case 4625:
      return [...subject(event), ...failedTarget(event), ...type, ...logon(event), ...requester(event)];
    case 4634:
      return [...target, ['TargetLogonId', logonId], ...type];
    case 4648:
      return [...subject(event), ...explicit(event), ...requester(event)];
    case 4672:
      return [
        ...own(user, logonId),
        ['PrivilegeList', 'SeSecurityPrivilege SeBackupPrivilege SeDebugPrivilege'],
      ];
    case 4776:
      return validation(event);
    default:
      return kerberos(event);
  }
}

function subject({ user, src_user: srcUser, TimeCreated }: SeedEvent): Fields {
  return srcUser === user ? nobody : own(srcUser, `0x${hash(srcUser + TimeCreated).toString(16)}`);
}

function own(user: string, logonId: string): Fields {
  return [
    ['SubjectUserSid', accountSid(user)],
    ['SubjectUserName', user],
    ['SubjectDomainName', domain],
    ['SubjectLogonId', logonId],
  ];
}

function failedTarget({ user, status, sub_status: subStatus }: SeedEvent): Fields {
  return [
    ['TargetUserSid', 'S-1-0-0'],
    ['TargetUserName', user],
    ['TargetDomainName', domain],
    ['Status', lower(status)],
    ['FailureReason', failureReasons[subStatus ?? ''] ?? '%%2304'],
    ['SubStatus', lower(subStatus)],
  ];
}

const failureReasons: Readonly<Record<string, string>> = {
  '0xC000006A': '%%2313',
  '0xC0000064': '%%2313',
  '0xC0000072': '%%2310',
  '0x0': '%%2307',
};

function logon({ authentication_package: authenticationPackage, src }: SeedEvent): Fields {
  return [
    [
      'LogonProcessName',
      authenticationPackage === 'NTLM'
        ? 'NtLmSsp '
        : authenticationPackage === 'Kerberos'
          ? 'Kerberos'
          : 'User32 ',
    ],
    ['AuthenticationPackageName', authenticationPackage ?? '-'],
    ['WorkstationName', '-'],
    ['TransmittedServices', '-'],
    ['LmPackageName', authenticationPackage === 'NTLM' ? 'NTLM V2' : '-'],
    ['KeyLength', authenticationPackage === 'NTLM' ? '128' : '0'],
    ['ProcessId', `0x${(hash(src) & 0xffc).toString(16)}`],
  ];
}

function requester({ process, src, TimeCreated }: SeedEvent): Fields {
  return [
    ['ProcessName', process],
    ['IpAddress', src],
    ['IpPort', port(TimeCreated)],
  ];
}

function explicit({ user, dest, TimeCreated }: SeedEvent): Fields {
  return [
    ['LogonGuid', '{00000000-0000-0000-0000-000000000000}'],
    ['TargetUserName', user],
    ['TargetDomainName', domain],
    ['TargetLogonGuid', '{00000000-0000-0000-0000-000000000000}'],
    ['TargetServerName', dest],
    ['TargetInfo', dest],
    ['ProcessId', `0x${(hash(TimeCreated) & 0xffc).toString(16)}`],
  ];
}

function validation({ user, src, status }: SeedEvent): Fields {
  return [
    ['PackageName', 'MICROSOFT_AUTHENTICATION_PACKAGE_V1_0'],
    ['TargetUserName', user],
    ['Workstation', src],
    ['Status', lower(status)],
  ];
}

/** 4768, 4769 and 4771; the address is an IPv4 address in IPv6 writing, as domain controllers record it. */
function kerberos(event: SeedEvent): Fields {
  const { user, src, dest, status, signature_id: id, TimeCreated } = event;
  const isTicket = id === 4769;
  const isRefusal = id === 4771;
  return [
    ['TargetUserName', isTicket ? `${user}@${domain}.EXAMPLE` : user],
    ...(isRefusal ? [] : [['TargetDomainName', isTicket ? `${domain}.EXAMPLE` : domain] as const]),
    ...(isTicket ? [] : [['TargetSid', status === '0x6' ? 'S-1-0-0' : accountSid(user)] as const]),
    ['ServiceName', isTicket ? `${dest}$` : isRefusal ? `krbtgt/${domain}` : 'krbtgt'],
    ...(isRefusal ? [] : [['ServiceSid', accountSid(isTicket ? dest : 'krbtgt')] as const]),
    ['TicketOptions', isTicket ? '0x40810000' : '0x40810010'],
    ['Status', status ?? '0x0'],
    ...(isRefusal ? [] : [['TicketEncryptionType', status === '0x0' ? '0x12' : '0xffffffff'] as const]),
    ...(isTicket ? [] : [['PreAuthType', status === '0x6' ? '-' : '2'] as const]),
    ['IpAddress', `::ffff:${src}`],
    ['IpPort', port(TimeCreated)],
  ];
}

function accountSid(user: string): string {
  return `S-1-5-21-1004336348-1177238915-682003330-${1000 + (hash(user) % 900_000)}`;
}

function port(seed: string): string {
  return String(49_152 + (hash(seed) % 16_000));
}

/** Windows writes the digits of a status in lower case. */
function lower(status: string | null): string {
  return status === null ? '0x0' : status.toLowerCase();
}
