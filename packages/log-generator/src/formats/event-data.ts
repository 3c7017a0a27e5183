import { type SeedEvent } from '../seed-event.ts';
import { type Fields } from './event-fields.ts';
import { kerberosData } from './kerberos-data.ts';
import { logonProcess } from './logon-process.ts';
import { slots } from './slots.ts';
import { domain } from './windows-ids.ts';

/**
 * The named values of a Windows security event, in Windows' order. A seed event knows less than Windows writes: ids are
 * derived from the event by hashing, and `src` is missing where Windows records no address (4634, 4672) or a name (4776).
 *
 * @param event - Only what happened in it matters, and with `self` that the account asked for itself.
 */
export function eventData(event: SeedEvent, self: boolean): Fields {
  const target: Fields = [
    ['TargetUserSid', slots.userSid],
    ['TargetUserName', slots.user],
    ['TargetDomainName', domain],
  ];
  const type: Fields = [['LogonType', String(event.logon_type)]];
  const subject = self ? nobody : asker;
  switch (event.signature_id) {
    case 4624:
      return [
        ...subject,
        ...target,
        ['TargetLogonId', slots.session],
        ...type,
        ...logon(event),
        ...requester(event),
      ];
    case 4625:
      return [...subject, ...failedTarget(event), ...type, ...logon(event), ...requester(event)];
    case 4634:
      return [...target, ['TargetLogonId', slots.session], ...type];
    case 4648:
      return [...explicit, ...requester(event)];
    case 4672:
      return [...owner, ['PrivilegeList', 'SeSecurityPrivilege SeBackupPrivilege SeDebugPrivilege']];
    case 4776:
      return validation(event);
    default:
      return kerberosData(event);
  }
}

const nobody: Fields = [
  ['SubjectUserSid', 'S-1-0-0'],
  ['SubjectUserName', '-'],
  ['SubjectDomainName', '-'],
  ['SubjectLogonId', '0x0'],
];

const asker: Fields = [
  ['SubjectUserSid', slots.srcUserSid],
  ['SubjectUserName', slots.srcUser],
  ['SubjectDomainName', domain],
  ['SubjectLogonId', slots.srcSession],
];

const owner: Fields = [
  ['SubjectUserSid', slots.userSid],
  ['SubjectUserName', slots.user],
  ['SubjectDomainName', domain],
  ['SubjectLogonId', slots.session],
];

const explicit: Fields = [
  ...asker,
  ['LogonGuid', '{00000000-0000-0000-0000-000000000000}'],
  ['TargetUserName', slots.user],
  ['TargetDomainName', domain],
  ['TargetLogonGuid', '{00000000-0000-0000-0000-000000000000}'],
  ['TargetServerName', slots.dest],
  ['TargetInfo', slots.dest],
  ['ProcessId', slots.processOfSrc],
];

function failedTarget({ status, sub_status: subStatus }: SeedEvent): Fields {
  return [
    ['TargetUserSid', 'S-1-0-0'],
    ['TargetUserName', slots.user],
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

function logon({ authentication_package: authenticationPackage, logon_type: type }: SeedEvent): Fields {
  const isNtlm = authenticationPackage === 'NTLM';
  return [
    ['LogonProcessName', logonProcess(type, authenticationPackage)],
    ['AuthenticationPackageName', authenticationPackage ?? '-'],
    ['WorkstationName', '-'],
    ['TransmittedServices', '-'],
    ['LmPackageName', isNtlm ? 'NTLM V2' : '-'],
    ['KeyLength', isNtlm ? '128' : '0'],
    ['ProcessId', slots.processOfSrc],
  ];
}

function requester({ process }: SeedEvent): Fields {
  return [
    ['ProcessName', process],
    ['IpAddress', slots.src],
    ['IpPort', slots.port],
  ];
}

function validation({ status }: SeedEvent): Fields {
  return [
    ['PackageName', 'MICROSOFT_AUTHENTICATION_PACKAGE_V1_0'],
    ['TargetUserName', slots.user],
    ['Workstation', slots.src],
    ['Status', lower(status)],
  ];
}

/** Windows writes the digits of a status in lower case. */
function lower(status: string | null): string {
  return status === null ? '0x0' : status.toLowerCase();
}
