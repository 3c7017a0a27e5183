import { createHash } from 'node:crypto';
import type { KvQuery } from './kv-query.ts';

/** Characters of a record's own key in a collection that is replaced, at most: with the mark of its run it is a `_key` of 200. */
export const MAX_RECORD_KEY = 187;

/**
 * The mark of a run, with which the keys of its records begin: 12 hexadecimal digits of the SHA-256 of its name. Two runs never
 * write the same record, so an unfinished one cannot touch what readers see.
 *
 * @example
 * generationTag('2026-01-01'); // => 'a0d8b2b1e2c5'
 */
export function generationTag(runId: string): string {
  return createHash('sha256').update(runId, 'utf8').digest('hex').slice(0, 12);
}

/** The records of a run. */
export function insideGeneration(tag: string): KvQuery {
  return { _key: { $gte: `${tag}-`, $lt: `${tag}.` } }; // the dot comes right after the dash
}

/** All records but those of a run, as ranges of keys: KV Store answers these from its index, whatever the size of the collection. */
export function outsideGeneration(tag: string): readonly KvQuery[] {
  return [{ _key: { $lt: `${tag}-` } }, { _key: { $gte: `${tag}.` } }];
}
