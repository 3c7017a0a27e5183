import type { KvRecord } from '@sidecar/kvstore-writer';
import { readLines } from '../io/read-lines.ts';
import type { Collection } from '../records/collections.ts';

/**
 * The records of a scored file that belong into a collection: the collection's fields alone, without nulls, which KV Store
 * would store as values.
 *
 * @param belongs - Whether a scored line does.
 */
export async function* kvRecords(
  scoredPath: string,
  { fields }: Collection,
  belongs: (line: Readonly<Record<string, unknown>>) => boolean,
): AsyncGenerator<KvRecord, void, undefined> {
  const names = Object.keys(fields);
  for await (const batch of readLines([scoredPath])) {
    for (const { line } of batch) {
      const scored = JSON.parse(line!) as Record<string, unknown>;
      if (scored.rejected === true || !belongs(scored)) continue;
      const record: Record<string, unknown> = {};
      for (const name of names) {
        const value = scored[name];
        if (value !== null && value !== undefined) record[name] = value;
      }
      yield { ...record, _key: scored._key as string };
    }
  }
}
