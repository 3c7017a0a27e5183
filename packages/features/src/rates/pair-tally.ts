import { grownInt32 } from './grown.ts';

/** How often each pair of a key and a value is held, both numbers from 1. */
export interface PairTally {
  /** Counts a pair and tells its number, from 1, which stays the same until its last count is taken back. */
  add(key: number, value: number): number;
  /** Counts a pair known by its number once more if `value` is its value; tells whether it is. */
  addIf(pair: number, value: number): boolean;
  /** Takes one count back, and the pair's number with the last; tells how many are left. */
  subtract(pair: number): number;
  /** Counts of a pair. */
  countOf(pair: number): number;
  /** The value of a pair, for a moment still after its last count was taken back. */
  valueOf(pair: number): number;
}

const LEAST_PLACES = 64;
/** Numbers kept of each pair, and where. */
const WIDTH = 4;
const KEY = 0;
const VALUE = 1;
const COUNT = 2;
const NEXT_FREE = 3;

/**
 * A hash table with open addressing through plain arrays: a pair costs a probe or two whatever the number of values of its
 * key, and nothing is allocated but when an array doubles. Deleting moves the pairs behind the gap up, so that there
 * are no tombstones to clean up after.
 *
 * @see Knuth, The Art of Computer Programming 3, section 6.4, algorithm R.
 */
export function createPairTally(): PairTally {
  let table: Int32Array = new Int32Array(LEAST_PLACES);
  let pairs: Int32Array = new Int32Array(0);
  let made = 0;
  let used = 0;
  let free = 0;
  return {
    add: (key, value) => {
      if (2 * (used + 1) > table.length) double();
      const place = placeOf(table, pairs, key, value);
      const known = table[place]!;
      if (known !== 0) {
        pairs[WIDTH * known + COUNT]! += 1;
        return known;
      }
      const pair = newNumber();
      const at = WIDTH * pair;
      pairs[at + KEY] = key;
      pairs[at + VALUE] = value;
      pairs[at + COUNT] = 1;
      table[place] = pair;
      used += 1;
      return pair;
    },
    addIf: (pair, value) => {
      const all = pairs;
      if (all[WIDTH * pair + VALUE] !== value) return false;
      all[WIDTH * pair + COUNT]! += 1;
      return true;
    },
    subtract: (pair) => {
      const all = pairs;
      const at = WIDTH * pair;
      const left = all[at + COUNT]! - 1;
      all[at + COUNT] = left;
      if (left === 0) take(pair);
      return left;
    },
    countOf: (pair) => pairs[WIDTH * pair + COUNT]!,
    valueOf: (pair) => pairs[WIDTH * pair + VALUE]!,
  };

  function take(pair: number): void {
    const at = WIDTH * pair;
    close(table, pairs, placeOf(table, pairs, pairs[at + KEY]!, pairs[at + VALUE]!));
    pairs[at + NEXT_FREE] = free;
    free = pair;
    used -= 1;
  }

  function newNumber(): number {
    if (free !== 0) {
      const pair = free;
      free = pairs[WIDTH * pair + NEXT_FREE]!;
      return pair;
    }
    made += 1;
    pairs = grownInt32(pairs, WIDTH * made + WIDTH);
    return made;
  }

  function double(): void {
    const larger = new Int32Array(2 * table.length);
    for (const pair of table) {
      const at = WIDTH * pair;
      if (pair !== 0) larger[placeOf(larger, pairs, pairs[at + KEY]!, pairs[at + VALUE]!)] = pair;
    }
    table = larger;
  }
}

/** Where a pair is, or where it would be. */
function placeOf(table: Int32Array, pairs: Int32Array, key: number, value: number): number {
  const mask = table.length - 1;
  let place = home(key, value) & mask;
  for (;;) {
    const pair = table[place]!;
    if (pair === 0) return place;
    if (pairs[WIDTH * pair + KEY] === key && pairs[WIDTH * pair + VALUE] === value) return place;
    place = (place + 1) & mask;
  }
}

/** Empties a place, moving up what was put behind it only because it was taken. */
function close(table: Int32Array, pairs: Int32Array, place: number): void {
  const mask = table.length - 1;
  let gap = place;
  for (let next = (gap + 1) & mask; table[next] !== 0; next = (next + 1) & mask) {
    const pair = table[next]!;
    const wanted = home(pairs[WIDTH * pair + KEY]!, pairs[WIDTH * pair + VALUE]!);
    if (((next - wanted) & mask) < ((next - gap) & mask)) continue;
    table[gap] = pair;
    gap = next;
  }
  table[gap] = 0;
}

function home(key: number, value: number): number {
  const mixed = Math.imul(key, 0x9e3779b1) + Math.imul(value, 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) >>> 7;
}
