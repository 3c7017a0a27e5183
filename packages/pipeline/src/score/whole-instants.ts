import type { InputLine } from '../input/read-events.ts';
import { OutOfOrder } from './scoring-engine.ts';

/** Lines of one instant that are held in memory at most. */
const MOST_HELD = 100_000;

/**
 * Cuts lines into other batches, none of which ends within an instant.
 *
 * @throws OutOfOrder at an event that is older than the one before, or if 100,000 lines belong to one instant.
 */
export async function* wholeInstants(
  batches: AsyncIterable<readonly InputLine[]>,
): AsyncGenerator<readonly InputLine[], void, undefined> {
  let held: InputLine[] = [];
  let instant = Number.NEGATIVE_INFINITY;
  for await (const batch of batches) {
    let end = 0;
    for (const line of batch) {
      if ('kind' in line && line.time !== instant) {
        if (line.time < instant) throw new OutOfOrder();
        instant = line.time;
        end = held.length;
      }
      held.push(line);
    }
    if (end > 0) yield held.slice(0, end);
    held = held.slice(end);
    if (held.length > MOST_HELD) throw new OutOfOrder();
  }
  if (held.length > 0) yield held;
}
