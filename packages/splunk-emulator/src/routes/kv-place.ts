import { randomBytes } from 'node:crypto';
import { forbidden, type Access, type KvAction } from '../auth/access.ts';
import { applyTypes } from '../kv/apply-types.ts';
import { isObject } from '../kv/document.ts';
import type { Limits } from '../limits.ts';
import type { Call } from '../server/call.ts';
import { Refusal } from '../server/refusal.ts';
import type { Knowledge } from '../apps/knowledge.ts';
import type { DocumentStore, Space, Stanza } from '../store/store.ts';
import { invalidBody } from './kv-refusals.ts';

/** Most that a record may take, in bytes: the database below Splunk's KV Store takes no more. */
const mostBytes = 16 * 1024 * 1024;

/** What every route to records needs. */
export interface KvParts {
  readonly documents: DocumentStore;
  readonly knowledge: Knowledge;
  readonly access: Access;
  readonly limits: Readonly<Limits>;
}

/** The collection that a request works on, and the records of which owner. */
export interface KvPlace {
  readonly space: Space;
  readonly config: Stanza;
}

/** The collection of the app, or one that `system` or another app shares with all. @throws Refusal 404 */
export function kvPlace(knowledge: Knowledge, call: Call): KvPlace {
  const collection = call.names['collection']!;
  const config = knowledge.find('collections', collection, call);
  if (config === undefined)
    throw new Refusal(404, 'ERROR', `An object with name=${collection} does not exist`);
  return {
    config,
    space: { app: config.app, collection, owner: call.owner === '-' ? 'nobody' : call.owner },
  };
}

/** The same for writing. @throws Refusal 404, or 403 if the app's metadata or the user's roles do not allow it. */
export function kvPlaceToWrite(
  { knowledge, access }: KvParts,
  call: Call,
  actions: readonly KvAction[],
): KvPlace {
  const place = kvPlace(knowledge, call);
  knowledge.requireWrite(call.user, 'collections', place.config.app, place.config.name);
  for (const action of actions) {
    if (!access.mayChangeRecords(call.user, place.config.name, action)) throw forbidden();
  }
  return place;
}

/**
 * A record ready to be stored: types applied, a key if it has none, `_user` for the server to say.
 *
 * @throws TypeMismatch if the collection enforces types and a value does not fit.
 */
export function prepareDocument({ space, config }: KvPlace, sent: unknown): { key: string; json: string } {
  if (!isObject(sent)) throw invalidBody();
  const given = sent['_key'];
  const key = given === undefined || given === '' ? randomBytes(12).toString('hex') : String(given);
  const fitted = applyTypes(sent, config.settings);
  const json = JSON.stringify({ ...fitted, _user: space.owner, _key: key });
  if (json.length > mostBytes / 4 && Buffer.byteLength(json) > mostBytes) throw tooLarge();
  return { key, json };
}

/** Splunk's own words for this are not known. */
function tooLarge(): Refusal {
  return new Refusal(400, 'ERROR', 'The document is larger than the maximum size of 16 MB.');
}
