/** Activity is planned in slots of half an hour, counted from 1970 in UTC. */
export const slotMs = 1_800_000;

/**
 * Offsets of local time from UTC for a run of slots, in half hours east, with daylight saving time. One call of
 * Intl per day and a bisection per change, so that no event needs one. Offsets that are not whole half hours are rounded.
 *
 * @param zone - IANA name: `Europe/Berlin`.
 * @param firstSlot - First slot, as `Math.floor(ms / slotMs)`.
 * @param slots - How many.
 * @throws RangeError if the zone is unknown.
 */
export function zoneOffsets(zone: string, firstSlot: number, slots: number): Int8Array {
  const offsetAt = offsetReader(zone);
  const offsets = new Int8Array(slots);
  let from = 0;
  let offset = offsetAt(firstSlot);
  while (from < slots) {
    const to = Math.min(from + 48, slots - 1);
    const next = offsetAt(firstSlot + to);
    let change = to;
    if (next !== offset) {
      let before = from;
      while (change - before > 1) {
        const middle = (before + change) >> 1;
        if (offsetAt(firstSlot + middle) === offset) before = middle;
        else change = middle;
      }
    }
    offsets.fill(offset, from, change);
    offsets.fill(next, change, to + 1);
    offset = next;
    from = to === slots - 1 ? slots : to;
  }
  return offsets;
}

function offsetReader(zone: string): (slot: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (slot) => {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(slot * slotMs)) part[type] = Number(value);
    const local = Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute']);
    return Math.round((local - slot * slotMs) / slotMs);
  };
}
