import { type SeedEvent } from '../seed-event.ts';
import { jsonText, jsonWord } from './json-text.ts';

/** The event as JSON with its own field names; fields that are null are left out. */
export function formatSeed(event: SeedEvent): string {
  const user = jsonText(event.user);
  const srcUser = event.src_user === event.user ? user : jsonText(event.src_user);
  let line = `{"TimeCreated":"${event.TimeCreated}","user":${user},"src_user":${srcUser},"src":${jsonText(
    event.src,
  )},"dest":${jsonText(event.dest)},"signature_id":${event.signature_id},"signature":${jsonWord(
    event.signature,
  )},"action":"${event.action}","process":${jsonWord(event.process)}`;
  if (event.logon_type !== null) line += `,"logon_type":${event.logon_type}`;
  if (event.authentication_package !== null) {
    line += `,"authentication_package":${jsonWord(event.authentication_package)}`;
  }
  if (event.status !== null) line += `,"status":${jsonWord(event.status)}`;
  if (event.sub_status !== null) line += `,"sub_status":${jsonWord(event.sub_status)}`;
  return `${line}}`;
}
