import { type SeedEvent } from '../seed-event.ts';
import { actCache } from './act-cache.ts';
import { type Slot } from './event-fields.ts';

/**
 * A function that writes events as lines: what depends on what happened alone is put together once, and what differs
 * from event to event goes into the gaps.
 *
 * @param parts - The line from left to right, for an event of which only what happened matters, and whether the account
 *   asked for itself (`self`). Text is taken as it is.
 * @param escape - Makes the text of a slot safe.
 */
export function lineWriter(
  parts: (event: SeedEvent, self: boolean) => readonly (string | Slot)[],
  escape: (text: string) => string,
): (event: SeedEvent) => string {
  const ofSelf = actCache((event) => compile(parts(event, true)));
  const ofOther = actCache((event) => compile(parts(event, false)));
  return (event) => {
    const { texts, slots } = event.src_user === event.user ? ofSelf(event) : ofOther(event);
    let line = texts[0]!;
    for (let i = 0; i < slots.length; i++) {
      const { plain, of } = slots[i]!;
      line += (plain ? of(event) : escape(of(event))) + texts[i + 1]!;
    }
    return line;
  };
}

/** Slots, and the texts around them: one more than slots. */
interface Line {
  readonly texts: readonly string[];
  readonly slots: readonly Slot[];
}

function compile(parts: readonly (string | Slot)[]): Line {
  const texts = [''];
  const slots: Slot[] = [];
  for (const part of parts) {
    if (typeof part === 'string') texts[slots.length] += part;
    else {
      texts[slots.length] += part.before;
      texts[slots.push(part)] = part.after;
    }
  }
  return { texts, slots };
}
