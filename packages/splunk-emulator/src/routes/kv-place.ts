import { randomBytes } from 'node:crypto';
import { applyTypes } from '../kv/apply-types.ts';
import { isObject } from '../kv/document.ts';
import type { Call } from '../server/call.ts';
import { Refusal } from '../server/refusal.ts';
import type { Space, Stanza, StanzaStore } from '../store/store.ts';
import { invalidBody } from './kv-refusals.ts';

/** Most that a record may take, in bytes: the database below Splunk's KV Store takes no more. */
const mostBytes = 16 * 1024 * 1024;

/** The collection that a request works on, and the records of which owner. */
export interface KvPlace {
  readonly space: Space;
  readonly config: Stanza;
}

/** The collection of the app, or of `system` when the app has none of that name. @throws Refusal 404 */
export function kvPlace(stanzas: StanzaStore, call: Call): KvPlace {
  const collection = call.names['collection']!;
  const named = stanzas.list('collections').filter(({ name }) => name === collection);
  const config = named.find(({ app }) => app === call.app) ?? named.find(({ app }) => app === 'system');
  if (config === undefined)
    throw new Refusal(404, 'ERROR', `An object with name=${collection} does not exist`);
  return {
    config,
    space: { app: config.app, collection, owner: call.owner === '-' ? 'nobody' : call.owner },
  };
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
