import { type SeedEvent } from '../seed-event.ts';
import { jsonText } from './json-text.ts';
import { actCache } from './act-cache.ts';

/** The event as JSON with its own field names; fields that are null are left out. */
export function formatSeed(event: SeedEvent): string {
  const user = jsonText(event.user);
  const srcUser = event.src_user === event.user ? user : jsonText(event.src_user);
  const head = `{"TimeCreated":"${event.TimeCreated}","user":${user},"src_user":${srcUser}`;
  return `${head},"src":${jsonText(event.src)},"dest":${jsonText(event.dest)}${tail(event)}`;
}

const tail = actCache((event) => {
  const { signature_id, signature, action, process } = event;
  const always = JSON.stringify({ signature_id, signature, action, process });
  const { logon_type, authentication_package, status, sub_status } = event;
  const sometimes = Object.entries({ logon_type, authentication_package, status, sub_status })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `,"${name}":${JSON.stringify(value)}`);
  return `,${always.slice(1, -1)}${sometimes.join('')}}`;
});
