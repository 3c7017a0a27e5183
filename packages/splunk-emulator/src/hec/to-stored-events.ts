import type { StoredEvent } from '../store/store.ts';
import { eventTime } from './event-time.ts';

const batchSize = 5000;

/** Turns events given in the process into batches of stored ones; times as in `eventTime`, else now (epoch seconds). */
export function* toStoredEvents(
  events: Iterable<object | string>,
  { index, sourcetype, now }: { index: string; sourcetype: string; now: number },
): Generator<readonly StoredEvent[]> {
  let batch: StoredEvent[] = [];
  for (const event of events) {
    batch.push({
      index,
      sourcetype,
      source: 'emulator',
      host: '127.0.0.1',
      time: eventTime(event) ?? now,
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
