import { type SeedEvent } from '../seed-event.ts';
import { type Fields } from './event-fields.ts';
import { kerberosData } from './kerberos-data.ts';
import { accountSid, domain, hash, logonId, port } from './windows-ids.ts';

const nobody = [
  ['SubjectUserSid', 'S-1-0-0'],
  ['SubjectUserName', '-'],
  ['SubjectDomainName', '-'],
  ['SubjectLogonId', '0x0'],
] as const;

/**
 * The named values of a Windows security event, in Windows' order. A seed event knows less than Windows writes: ids are
 * derived from the event by hashing, and `src` is missing where Windows records no address (4634, 4672) or a name (4776).
 */
export function eventData(event: SeedEvent): Fields {
  const { user } = event;
  const sid = accountSid(user);
  const session = logonId(event.TimeCreated + user);
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
        ['TargetLogonId', session],
        ...type,
        ...logon(event),
        ...requester(event),
      ];
    case 4625:
      return [...subject(event), ...failedTarget(event), ...type, ...logon(event), ...requester(event)];
    case 4634:
      return [...target, ['TargetLogonId', session], ...type];
    case 4648:
      return [...own(event.src_user, session), ...explicit(event), ...requester(event)];
    case 4672:
      return [
        ...own(user, session),
        ['PrivilegeList', 'SeSecurityPrivilege SeBackupPrivilege SeDebugPrivilege'],
      ];
    case 4776:
      return validation(event);
    default:
      return kerberosData(event);
  }
}

function subject({ user, src_user: srcUser, TimeCreated }: SeedEvent): Fields {
  return srcUser === user ? nobody : own(srcUser, logonId(srcUser + TimeCreated));
}

function own(user: string, session: string): Fields {
  return [
    ['SubjectUserSid', accountSid(user)],
    ['SubjectUserName', user],
    ['SubjectDomainName', domain],
    ['SubjectLogonId', session],
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

/** Windows writes the digits of a status in lower case. */
function lower(status: string | null): string {
  return status === null ? '0x0' : status.toLowerCase();
}
