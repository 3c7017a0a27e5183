/** How often each pair of a key and a value is held, both numbers from 1. */
export interface PairTally {
  /** Counts a pair and tells how often it is held now. */
  add(key: number, value: number): number;
  /** Takes one count of a pair that is held back, and tells how many are left. */
  subtract(key: number, value: number): number;
  /** Pairs that are held. */
  size(): number;
}

const LEAST_PLACES = 64;
/** Numbers in each place of the table, which is empty if the count is 0. */
enum Pair {
  KEY,
  VALUE,
  COUNT,
  /** A power of two: one number is spare. */
  WIDTH = 4,
}

/**
 * A hash table with open addressing in a plain array: a pair costs a probe or two whatever the number of values of its
 * key, and nothing is allocated but when the table doubles. Deleting moves the pairs behind the gap up, so that there
 * are no tombstones to clean up after.
 *
 * @see Knuth, The Art of Computer Programming 3, section 6.4, algorithm R.
 * @example
 * const tally = createPairTally();
 * tally.add(1, 7); // => 1
 * tally.add(1, 7); // => 2
 * tally.subtract(1, 7); // => 1
 */
export function createPairTally(): PairTally {
  let table: Int32Array = new Int32Array(Pair.WIDTH * LEAST_PLACES);
  let size = 0;
  return {
    add: (key, value) => {
      if (2 * Pair.WIDTH * (size + 1) > table.length) table = doubled(table);
      const all = table;
      const at = placeOf(all, key, value);
      const count = all[at + Pair.COUNT]! + 1;
      all[at + Pair.COUNT] = count;
      if (count > 1) return count;
      all[at + Pair.KEY] = key;
      all[at + Pair.VALUE] = value;
      size += 1;
      return count;
    },
    subtract: (key, value) => {
      const all = table;
      const at = placeOf(all, key, value);
      const left = all[at + Pair.COUNT]! - 1;
      all[at + Pair.COUNT] = left;
      if (left > 0) return left;
      close(all, at);
      size -= 1;
      return left;
    },
    size: () => size,
  };
}

/** Where a pair is, or where it would be. */
function placeOf(table: Int32Array, key: number, value: number): number {
  let at = home(table, key, value);
  while (table[at + Pair.COUNT] !== 0 && (table[at + Pair.KEY] !== key || table[at + Pair.VALUE] !== value))
    at = after(table, at);
  return at;
}

/** Empties a place, moving up what was put behind it only because it was taken. */
function close(table: Int32Array, place: number): void {
  const mask = table.length - 1;
  let gap = place;
  for (let at = after(table, gap); table[at + Pair.COUNT] !== 0; at = after(table, at)) {
    const wanted = home(table, table[at + Pair.KEY]!, table[at + Pair.VALUE]!);
    if (((at - wanted) & mask) < ((at - gap) & mask)) continue;
    table.copyWithin(gap, at, at + Pair.WIDTH);
    gap = at;
  }
  table[gap + Pair.COUNT] = 0;
}

function home(table: Int32Array, key: number, value: number): number {
  const mixed = Math.imul(key, 0x9e3779b1) + Math.imul(value, 0x85ebca6b);
  return (Pair.WIDTH * (Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) >>> 7)) & (table.length - 1);
}

function after(table: Int32Array, at: number): number {
  return (at + Pair.WIDTH) & (table.length - 1);
}

function doubled(table: Int32Array): Int32Array {
  const larger = new Int32Array(2 * table.length);
  for (let at = 0; at < table.length; at += Pair.WIDTH) {
    if (table[at + Pair.COUNT] === 0) continue;
    larger.set(
      table.subarray(at, at + Pair.WIDTH),
      placeOf(larger, table[at + Pair.KEY]!, table[at + Pair.VALUE]!),
    );
  }
  return larger;
}
