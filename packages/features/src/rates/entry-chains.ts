import { grownFloat64, grownInt32 } from './grown.ts';
import { Key } from './key-block.ts';

/** Per block, a chain of entries in the order they came: a value and a time each. Blocks are named by their places in `rows`. */
export interface EntryChains {
  append(rows: Int32Array, at: number, value: number, time: number): void;
  /** Lets the oldest entry of a chain that has one go, and tells its value. */
  shift(rows: Int32Array, at: number): number;
  /** Whether the chain has an oldest entry, and its time is at most `time`. */
  beginsBy(rows: Int32Array, at: number, time: number): boolean;
  /** Whether an entry has the value; searches through all. */
  has(rows: Int32Array, at: number, value: number): boolean;
  forEach(rows: Int32Array, at: number, use: (value: number, time: number) => void): void;
}

/** Places of the numbers kept of each entry beside its time. */
enum Entry {
  VALUE,
  /** The next newer entry, or the next free one. */
  NEXT,
  WIDTH,
}

/** Chains through plain arrays, in places that are used again: no memory is taken once the arrays are as long as it takes. */
export function createEntryChains(): EntryChains {
  let times: Float64Array = new Float64Array(0);
  let links: Int32Array = new Int32Array(0);
  let made = 0;
  let free = 0;
  return {
    append: (rows, at, value, time) => {
      const entry = newEntry();
      const all = links;
      times[entry] = time;
      all[Entry.WIDTH * entry + Entry.VALUE] = value;
      all[Entry.WIDTH * entry + Entry.NEXT] = 0;
      const newest = rows[at + Key.NEWEST]!;
      if (newest === 0) rows[at + Key.OLDEST] = entry;
      else all[Entry.WIDTH * newest + Entry.NEXT] = entry;
      rows[at + Key.NEWEST] = entry;
      rows[at + Key.COUNT]! += 1;
    },
    shift: (rows, at) => {
      const all = links;
      const entry = rows[at + Key.OLDEST]!;
      const next = all[Entry.WIDTH * entry + Entry.NEXT]!;
      rows[at + Key.OLDEST] = next;
      if (next === 0) rows[at + Key.NEWEST] = 0;
      rows[at + Key.COUNT]! -= 1;
      all[Entry.WIDTH * entry + Entry.NEXT] = free;
      free = entry;
      return all[Entry.WIDTH * entry + Entry.VALUE]!;
    },
    beginsBy: (rows, at, time) => {
      const entry = rows[at + Key.OLDEST]!;
      return entry !== 0 && times[entry]! <= time;
    },
    has: (rows, at, value) => {
      const all = links;
      let entry = rows[at + Key.OLDEST]!;
      while (entry !== 0 && all[Entry.WIDTH * entry + Entry.VALUE] !== value)
        entry = all[Entry.WIDTH * entry + Entry.NEXT]!;
      return entry !== 0;
    },
    forEach: (rows, at, use) => {
      for (
        let entry = rows[at + Key.OLDEST]!;
        entry !== 0;
        entry = links[Entry.WIDTH * entry + Entry.NEXT]!
      ) {
        use(links[Entry.WIDTH * entry + Entry.VALUE]!, times[entry]!);
      }
    },
  };

  function newEntry(): number {
    const entry = free;
    if (entry !== 0) {
      free = links[Entry.WIDTH * entry + Entry.NEXT]!;
      return entry;
    }
    made += 1;
    times = grownFloat64(times, made);
    links = grownInt32(links, Entry.WIDTH * made + Entry.NEXT);
    return made;
  }
}
