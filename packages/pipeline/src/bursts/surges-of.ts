import { quantile } from '@sidecar/numeric';

/** A length of time in which events are counted. */
export interface SlotScale {
  readonly slotMs: number;
  /** Slots that there must be, from the first event to the last, to tell what is ordinary. */
  readonly leastSlots: number;
  /** Slots that a burst may last however few there are. */
  readonly fewSlots: number;
}

/** An hour of at least a day, a day of at least a week. */
export const scales: readonly SlotScale[] = [
  { slotMs: 3_600_000, leastSlots: 24, fewSlots: 6 },
  { slotMs: 86_400_000, leastSlots: 7, fewSlots: 1 },
];

/** All events by slot, numbered by `floor(time / slotMs)`. */
export interface SlotTotals {
  readonly events: number;
  readonly bySlot: ReadonlyMap<number, number>;
  readonly first: number;
  readonly last: number;
}

const DAY_MS = 86_400_000;
const LEAST_IN_SLOT = 50;
const LEAST_SHARE = 0.01;
const MOST_SLOTS = 0.1;
const MOST_DAYS = 0.25;
const BUSY = 0.95;
const TIMES_USUAL = 5;

/**
 * In which slots a key's failures surge. They do where they outnumber everything else that happens in a busy slot (the 0.95
 * quantile, over all slots, of the events that are not this key's failures), are five times what is usual for the key, and at least 50. Usual is its
 * count in the busiest slot but for as many as a burst may last, a tenth of all (`fewSlots` at least): what lasts longer is usual.
 *
 * What surges again and again is no burst but the way things are now: surges on more than a quarter of the days (one at
 * least) do not count. Nor do they below 1 % of all events: too few to move any share by much.
 *
 * @param failures - Of each key, its failures by slot.
 * @returns The slots of every key that has any.
 */
export function surgesOf(
  failures: ReadonlyMap<string, ReadonlyMap<number, number>>,
  totals: SlotTotals,
  { slotMs, leastSlots, fewSlots }: SlotScale,
): Map<string, Set<number>> {
  const surges = new Map<string, Set<number>>();
  const slots = totals.last - totals.first + 1;
  if (slots < leastSlots) return surges;
  const days = (slots * slotMs) / DAY_MS;
  const mostSlots = Math.max(fewSlots, MOST_SLOTS * slots);
  for (const [key, bySlot] of failures) {
    const large = [...bySlot].filter(([, count]) => count >= LEAST_IN_SLOT);
    if (sum(large) < Math.max(1, LEAST_SHARE * totals.events)) continue;
    const usual = quantile(
      countsOver(totals, (slot) => bySlot.get(slot) ?? 0),
      1 - mostSlots / slots,
    );
    const others = countsOver(totals, (slot, count) => count - (bySlot.get(slot) ?? 0));
    const busy = quantile(others, BUSY);
    const surging = large.filter(([, count]) => count > busy && count >= TIMES_USUAL * usual);
    const surgeDays = new Set(surging.map(([slot]) => Math.floor((slot * slotMs) / DAY_MS))).size;
    const isRare = surgeDays <= Math.max(1, MOST_DAYS * days);
    if (surging.length > 0 && isRare && sum(surging) >= LEAST_SHARE * totals.events) {
      surges.set(key, new Set(surging.map(([slot]) => slot)));
    }
  }
  return surges;
}

/** A count for every slot from the first to the last, ascending by size. */
function countsOver(
  { bySlot, first, last }: SlotTotals,
  countOf: (slot: number, total: number) => number,
): Float64Array {
  const counts = new Float64Array(last - first + 1);
  for (const [slot, total] of bySlot) counts[slot - first] = countOf(slot, total);
  return counts.sort();
}

function sum(counts: readonly (readonly [slot: number, count: number])[]): number {
  return counts.reduce((all, [, count]) => all + count, 0);
}
