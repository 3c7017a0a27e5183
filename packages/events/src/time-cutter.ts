import type { CutLines } from './cut-lines.ts';
import { findTime, seemsAt, type TimePlace } from './time-place.ts';

/** Finds the times in lines of JSON, as text within quotation marks. Remembers where the last one was, and looks there first. */
export type TimeCutter = (bytes: Uint8Array, starts: readonly number[], ends: readonly number[]) => CutLines;

/** Of the longest time that is looked for, in bytes, and of the longest line. */
const LONGEST_TIME = 40;
const LONGEST_LINE = 4096;
const QUOTE = 34;
const OPEN = 123;
const CLOSE = 125;

export function createTimeCutter(): TimeCutter {
  let place: TimePlace = { name: 'TimeCreated', offset: '{"TimeCreated":"'.length };
  return (bytes, starts, ends) => {
    const cuts: number[] = [];
    const afters: number[] = [];
    const places: TimePlace[] = [];
    for (let i = 0; i < starts.length; i++) {
      const from = starts[i]!;
      const to = ends[i]!;
      let after = -1;
      if (from >= 0 && bytes[from] === OPEN && bytes[to - 1] === CLOSE && to - from <= LONGEST_LINE) {
        if (!seemsAt(place, bytes, from, to)) place = findTime(bytes, from, to) ?? place;
        after = endOfText(bytes, from + place.offset, to);
      }
      cuts.push(after < 0 ? 0 : from + place.offset);
      afters.push(after);
      places.push(place);
    }
    return { bytes, starts, ends, cuts, afters, places };
  };
}

/** Where the text ends that begins at `from`, or -1 if it is too long for a time. */
function endOfText(bytes: Uint8Array, from: number, to: number): number {
  const last = Math.min(to, from + LONGEST_TIME);
  for (let i = from; i < last; i++) if (bytes[i] === QUOTE) return i;
  return -1;
}
