import { hecEventFault, type HecEvent } from './hec-event.ts';

/** An event ready to be sent, and where it stood in what was given. */
export interface HecItem {
  /** Position among all events given, from 0. */
  readonly position: number;
  readonly text: string;
}

export interface HecBatchOptions {
  readonly batchEvents: number;
  readonly batchBytes: number;
  readonly onFault: (position: number, reason: string) => void;
}

/** Events in batches of at most `batchEvents` and `batchBytes` (an event larger than that goes alone); faulty ones are reported and left out. */
export async function* hecBatches(
  events: Iterable<HecEvent> | AsyncIterable<HecEvent>,
  { batchEvents, batchBytes, onFault }: HecBatchOptions,
): AsyncGenerator<HecItem[], void, undefined> {
  let batch: HecItem[] = [];
  let bytes = 0;
  let position = -1;
  for await (const event of events) {
    position++;
    const fault = hecEventFault(event);
    if (fault !== undefined) {
      onFault(position, fault);
      continue;
    }
    const text = JSON.stringify(event);
    const size = Buffer.byteLength(text) + 1;
    if (batch.length > 0 && (batch.length === batchEvents || bytes + size > batchBytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push({ position, text });
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
