import { askKv, collectionPath, type KvPlace } from './call-kv.ts';
import { quoteKvQuery, type KvQuery } from './kv-query.ts';
import { KvStoreError } from './kv-store-error.ts';
import type { KvTransport } from './kv-transport.ts';
import { recordsOf } from './read-collection.ts';
import { removeRecords, type RemoveOptions } from './remove-records.ts';

/** How long and how large a history may grow. The records of its newest time always stay. */
export interface Retention {
  /** The field that tells a record's time: ISO 8601 text in UTC, such as `2026-01-31`, or epoch seconds. */
  readonly timeField: string;
  /** Days of history before its newest time, or before now if that is earlier; 0 keeps all. @default 0 */
  readonly maxAgeDays?: number;
  /** Records at most, from which the oldest whole times go first; 0 keeps all. @default 0 */
  readonly maxRecords?: number;
}

export interface TrimOptions extends KvPlace, Retention, Pick<RemoveOptions, 'signal' | 'onRemoved'> {
  /** Which records it is about; the others stay, and do not count. @default all */
  readonly query?: KvQuery;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const DAY_MS = 86_400_000;

/**
 * Removes from a history what is too old, and then what is too much: the oldest times, each whole, until at most `maxRecords` are left. Records without a time stay.
 *
 * @returns How many are gone, and whether some are left that do not go.
 * @throws KvStoreError if Splunk refuses.
 */
export async function trimHistory(
  transport: KvTransport,
  { timeField, maxAgeDays = 0, maxRecords = 0, query: only, now, signal, onRemoved, ...place }: TrimOptions,
): Promise<{ readonly removed: number; readonly left: boolean }> {
  /** The time of the record with so many newer ones before it. */
  async function timeBehind(skip: number): Promise<string | number | undefined> {
    const query = {
      ...(only && { query: quoteKvQuery(only) }),
      sort: `${timeField}:-1`,
      skip: String(skip),
      limit: '1',
      fields: timeField,
    };
    const request = { method: 'GET', path: collectionPath('data', place), query, signal } as const;
    const [record] = await askKv(transport, request, recordsOf, 'a list of records');
    const time = record?.[timeField];
    return typeof time === 'string' || typeof time === 'number' ? time : undefined;
  }
  const remove = async (condition: KvQuery[string]): Promise<{ removed: number; left: boolean }> => {
    const those = { [timeField]: condition };
    const query = only ? { $and: [only, those] } : those;
    return removeRecords(transport, { ...place, query, signal, onRemoved });
  };

  const done = { removed: 0, left: false };
  const newest = await timeBehind(0).catch((error: unknown) => {
    if (error instanceof KvStoreError && error.status === 404) return undefined; // there is no such collection yet
    throw error;
  });
  if (newest === undefined) return done;
  for (const condition of [
    maxAgeDays > 0 ? { $lt: ageLimit(newest, maxAgeDays, now) } : undefined,
    maxRecords > 0 ? await tooMany() : undefined,
  ]) {
    if (condition === undefined) continue;
    const { removed, left } = await remove(condition);
    done.removed += removed;
    done.left ||= left;
  }
  return done;

  async function tooMany(): Promise<KvQuery[string] | undefined> {
    const time = await timeBehind(maxRecords);
    if (time === undefined) return undefined;
    return time === newest ? { $lt: time } : { $lte: time };
  }
}

/** The earliest time that stays. A record from the future does not make the others old, nor does a machine whose clock is ahead. */
function ageLimit(newest: string | number, days: number, now: number): string | number {
  const newestMs = typeof newest === 'number' ? newest * 1000 : Date.parse(newest);
  const limit = Math.min(Number.isNaN(newestMs) ? now : newestMs, now) - days * DAY_MS;
  if (typeof newest === 'number') return limit / 1000;
  return new Date(limit).toISOString().slice(0, newest.length === 10 ? 10 : undefined);
}
