import type { EventBlock } from '../store/event-block.ts';
import type { StoredEvents } from '../store/stored-events.ts';

/** The events in blocks of `size`, the last one of what remains: the same however they are stored. */
export function* eventsTogether(
  events: StoredEvents,
  size: number,
): Generator<Pick<EventBlock, 'times' | 'kinds'>, void, undefined> {
  let times = new Float64Array(size);
  let kinds = new Uint32Array(size);
  let held = 0;
  for (const block of events.blocks()) {
    for (let from = 0; from < block.times.length;) {
      const to = Math.min(block.times.length, from + size - held);
      times.set(block.times.subarray(from, to), held);
      kinds.set(block.kinds.subarray(from, to), held);
      held += to - from;
      from = to;
      if (held < size) continue;
      yield { times, kinds };
      [times, kinds, held] = [new Float64Array(size), new Uint32Array(size), 0];
    }
  }
  if (held > 0) yield { times: times.subarray(0, held), kinds: kinds.subarray(0, held) };
}
