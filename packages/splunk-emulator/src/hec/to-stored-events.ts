import type { StoredEvent } from '../store/store.ts';
import type { FindTime } from './prefixed-time.ts';

const batchSize = 5000;

export interface StoredAs {
  readonly index: string;
  readonly sourcetype: string;
  readonly now: number;
  readonly findTime: FindTime;
}

/** Turns events given in the process into batches of stored ones; times as `findTime` finds them, else now (epoch seconds). */
export function* toStoredEvents(
  events: Iterable<object | string>,
  { index, sourcetype, now, findTime }: StoredAs,
): Generator<readonly StoredEvent[]> {
  let batch: StoredEvent[] = [];
  for (const event of events) {
    batch.push({
      index,
      sourcetype,
      source: 'emulator',
      host: '127.0.0.1',
      time: findTime(event) ?? now,
      indexTime: Math.floor(now),
      raw: typeof event === 'string' ? event : JSON.stringify(event),
    });
    if (batch.length === batchSize) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
