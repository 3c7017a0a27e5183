import { randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { emptyRow, SplError, type FieldValue, type LookupTable, type Row } from '@sidecar/spl';
import { applyTypes, TypeMismatch } from '../kv/apply-types.ts';
import { valueAt, type Document } from '../kv/document.ts';
import type { DocumentStore, Space, Stanza, StoredDocument } from '../store/store.ts';
import { gather, notWritable } from './csv-lookup.ts';
import { inBatches } from './in-batches.ts';
import { textOf } from './text-of.ts';

export interface KvLookupPlace {
  readonly documents: DocumentStore;
  /** The collection, with the types it declares. */
  readonly config: Stanza;
  /** `fields_list`: fields beyond it are neither read nor written. */
  readonly fields: readonly string[];
  readonly mayWrite: () => boolean;
}

/**
 * A lookup over a KV Store collection, over the records of `nobody`.
 *
 * Numbers and texts come as they are, arrays as several values, booleans as `true` and `false`, objects as JSON; null is
 * absence. What is written is fitted to the declared types as the KV Store does: a text that spells a number becomes one,
 * what does not fit is left out without a word, or refuses the write with `enforceTypes`.
 */
export function kvLookup({ documents, config, fields, mayWrite }: KvLookupPlace): LookupTable {
  const space: Space = { app: config.app, collection: config.name, owner: 'nobody' };
  return {
    fields,
    async *rows() {
      for (const batch of inBatches(rowsOf(documents.read(space, ['nobody']), fields))) {
        yield batch;
        await nextTurn();
      }
    },
    async write(batches, { append, keyField }) {
      if (!mayWrite()) throw notWritable(config.name);
      const rows = await gather(batches);
      const written = rows.map((row) => toDocument(row, { fields, config, keyField }));
      if (!append && keyField === undefined) await documents.remove(space);
      await documents.upsert(space, written);
    },
  };
}

function* rowsOf(stored: Iterable<StoredDocument>, fields: readonly string[]): Generator<Row> {
  for (const { json } of stored) {
    const document = JSON.parse(json) as Document;
    const row = emptyRow();
    for (const name of fields) {
      const value = toValue(valueAt(document, name));
      if (value !== undefined) row[name] = value;
    }
    yield row;
  }
}

function toValue(value: unknown): FieldValue | undefined {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) return asText(value);
  const texts = value.map(asText);
  return texts.length > 1 ? texts : texts[0];
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? textOf(value) : JSON.stringify(value);
}

function toDocument(
  row: Row,
  { fields, config, keyField }: { fields: readonly string[]; config: Stanza; keyField?: string | undefined },
): { key: string; json: string } {
  const given = row[keyField ?? '_key'];
  const isNamed = keyField !== undefined || fields.includes('_key');
  const key = given === undefined || !isNamed ? randomBytes(12).toString('hex') : textOf(given);
  const named = fields.filter((name) => name !== '_key' && row[name] !== undefined);
  const sent = Object.fromEntries(
    named.map((name) => [name, toSend(row[name]!, config.settings[`field.${name}`])]),
  );
  try {
    const fitted = applyTypes(sent, config.settings);
    return { key, json: JSON.stringify({ ...fitted, _user: 'nobody', _key: key }) };
  } catch (error) {
    if (!(error instanceof TypeMismatch)) throw error;
    throw new SplError(`Error in 'outputlookup' command: ${error.message}`);
  }
}

/** Values of a search have no types: a number is as good as its text where a text is wanted. */
function toSend(value: FieldValue, type: string | undefined): FieldValue {
  return typeof value === 'number' && ['string', 'bool', 'cidr'].includes(type ?? '') ? textOf(value) : value;
}
