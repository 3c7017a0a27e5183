import { actionOf, statedAction } from './action.ts';
import type { AuthEvent } from './auth-event.ts';
import { isAuthenticationId, signatureOf } from './event-family.ts';
import type { EventRecord } from './event-record.ts';
import { eventTime } from './event-time.ts';
import { type Fields, isFields } from './fields.ts';
import { integer } from './integer.ts';
import { firstStatus, firstText, statedText } from './pick.ts';
import { recordAccounts } from './record-accounts.ts';
import { recordSource } from './record-source.ts';
import { type Rejection, reject, shown } from './rejection.ts';
import { text } from './text.ts';
import { missingUser, userName } from './user-name.ts';

const processNames = [
  'process',
  'ProcessName',
  'Process_Name',
  'CallerProcessName',
  'Caller_Process_Name',
  'process_path',
];
const packageNames = [
  'authentication_package',
  'AuthenticationPackageName',
  'Authentication_Package',
  'PackageName',
];
const serviceNames = ['service', 'ServiceName', 'Service_Name'];
const logonTypeNames = ['logon_type', 'LogonType', 'Logon_Type'];
const statusNames = ['Status', 'Error_Code', 'FailureCode', 'Failure_Code', 'Result_Code', 'status'];
const subStatusNames = ['SubStatus', 'Sub_Status', 'sub_status'];
const serverNames = ['TargetServerName', 'Target_Server_Name'];

/**
 * Event of a record: CIM names first, then the Windows field names, those of the XML before the classic ones.
 *
 * @param when - The record's time, or its wrapper's.
 */
export function recordEvent(record: EventRecord, when: unknown, latest: number): AuthEvent | Rejection {
  const { data } = record;
  if (isFields(record.id)) return reject('wrong_type', `event id is ${shown(record.id)}, expected a number`);
  const id = integer(record.id);
  const windows = record.windows || (id !== null && isAuthenticationId(id));
  if (id !== null && windows && !isAuthenticationId(id)) {
    return reject('not_authentication', `event ${id} is no authentication event`);
  }
  const accounts = recordAccounts(data, id, windows);
  const user = accounts.user === null ? missingUser(data.user) : userName(accounts.user);
  if (typeof user !== 'string') return user;
  const time = eventTime(when, latest);
  if (typeof time !== 'number') return time;

  const computer = text(record.computer);
  const action = text(data.action);
  const status = firstStatus(data, statusNames);
  const subStatus = firstStatus(data, subStatusNames);
  return {
    time,
    user,
    src_user: accounts.srcUser,
    src: recordSource(data, id, computer),
    dest: destination(data, computer),
    signature_id: id,
    signature: text(data.signature) ?? signatureOf(id, subStatus),
    action: action === null ? actionOf(id, status, record.keywords) : statedAction(action),
    process: firstText(data, processNames),
    logon_type: integer(firstText(data, logonTypeNames)),
    authentication_package: firstText(data, packageNames),
    status,
    sub_status: subStatus,
    service: firstText(data, serviceNames),
    dest_nt_domain: accounts.domain,
  };
}

/** CIM `dest`, then the server a 4648 names unless it is the machine itself, then the computer that logged the event. */
function destination(data: Fields, computer: string | null): string | null {
  const stated = statedText(data.dest);
  if (stated !== null) return stated;
  const server = firstText(data, serverNames);
  return server === null || server.toLowerCase() === 'localhost' ? computer : server;
}
