import { type SeedEvent } from '../seed-event.ts';
import { jsonText } from './json-text.ts';
import { actCache } from './act-cache.ts';
import { serviceName } from './slots.ts';

/**
 * The event as a row of Splunk's export: all values text, absent fields absent, CIM names, and beside them the names
 * that Splunk's add-on for Windows extracts (`EventCode`, `Logon_Type`, `Authentication_Package`, `Error_Code`, `Sub_Status`,
 * `Service_Name`, `Ticket_Encryption_Type`, `Pre_Authentication_Type`).
 */
export function formatCim(event: SeedEvent): string {
  const { TimeCreated: time } = event;
  const user = jsonText(event.user);
  const srcUser = event.src_user === event.user ? user : jsonText(event.src_user);
  const head = `{"_time":"${time.slice(0, 10)} ${time.slice(11, 23)} GMT","user":${user},"src_user":${srcUser}`;
  const service = event.signature_id === 4769 ? `,"Service_Name":${jsonText(serviceName(event))}` : '';
  return `${head},"src":${jsonText(event.src)},"dest":${jsonText(event.dest)}${service}${tail(event)}`;
}

const tail = actCache((event) => {
  const id = String(event.signature_id);
  const row = {
    signature_id: id,
    EventCode: id,
    signature: event.signature,
    action: event.action,
    app: app(event.logon_type),
    process: event.process,
    ...(event.logon_type !== null && { Logon_Type: String(event.logon_type) }),
    ...(event.authentication_package !== null && { Authentication_Package: event.authentication_package }),
    ...(event.status !== null && { Error_Code: event.status }),
    ...(event.sub_status !== null && { Sub_Status: event.sub_status }),
    ...(event.ticket_encryption_type !== null && { Ticket_Encryption_Type: event.ticket_encryption_type }),
    ...(event.pre_auth_type !== null && { Pre_Authentication_Type: event.pre_auth_type }),
  };
  return `,${JSON.stringify(row).slice(1)}`;
});

/** CIM `app` by logon type, as the add-on's lookup has it. */
function app(logonType: number | null): string {
  if (logonType === null) return 'win:unknown';
  return logonType === 3 || logonType === 8 || logonType === 10 ? 'win:remote' : 'win:local';
}
