import { type SeedEvent } from '../seed-event.ts';
import { jsonText, jsonWord } from './json-text.ts';

/**
 * The event as a row of Splunk's export: all values text, absent fields absent, CIM names, and beside them the names
 * that Splunk's add-on for Windows extracts (`EventCode`, `Logon_Type`, `Authentication_Package`, `Error_Code`, `Sub_Status`).
 */
export function formatCim(event: SeedEvent): string {
  const { TimeCreated: time, signature_id: id } = event;
  let line = `{"_time":"${time.slice(0, 10)} ${time.slice(11, 23)} GMT","user":${jsonText(event.user)},"src_user":${jsonText(
    event.src_user,
  )},"src":${jsonText(event.src)},"dest":${jsonText(event.dest)},"signature_id":"${id}","EventCode":"${id}","signature":${jsonWord(
    event.signature,
  )},"action":"${event.action}","app":"${app(event.logon_type)}","process":${jsonWord(event.process)}`;
  if (event.logon_type !== null) line += `,"Logon_Type":"${event.logon_type}"`;
  if (event.authentication_package !== null) {
    line += `,"Authentication_Package":${jsonWord(event.authentication_package)}`;
  }
  if (event.status !== null) line += `,"Error_Code":${jsonWord(event.status)}`;
  if (event.sub_status !== null) line += `,"Sub_Status":${jsonWord(event.sub_status)}`;
  return `${line}}`;
}

/** CIM `app` by logon type, as the add-on's lookup has it. */
function app(logonType: number | null): string {
  if (logonType === null) return 'win:unknown';
  return logonType === 3 || logonType === 8 || logonType === 10 ? 'win:remote' : 'win:local';
}
