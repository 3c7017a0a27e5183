import { grownInt32 } from './grown.ts';
import { BLOCK, Key } from './key-block.ts';

/** Names by small numbers from 1, for as long as somebody holds them, each with a row of numbers beside. */
export interface NamePool {
  /** The number of a name, which is held once more: equal names have equal numbers. */
  hold(name: string): number;
  /** Holds a name that is held already once more. */
  holdAgain(id: number): void;
  /** Gives back one hold; with the last, the number is free for another name. */
  release(id: number): void;
  nameOf(id: number): string;
  /** Names that are held. */
  size(): number;
  /** Rows of all names: `width` numbers for each, those of `id` from `width * id`. `hold` may put a longer array here. */
  rows: Int32Array;
  readonly width: number;
  /**
   * Gives one block of every row away, and tells where in a row it begins. Whoever takes it leaves its numbers as they were,
   * 0 at first, or such that they do not matter, before releasing the name. Row 0 belongs to no name.
   *
   * @throws RangeError if all are taken.
   */
  takeBlock(): number;
}

/**
 * Turns names into numbers that index plain arrays, so that a name is looked up once per event and not once per window.
 * Takes memory for the names that are held and no others.
 *
 * @param blocks - Blocks in a row, from 1.
 * @example
 * const pool = createNamePool(1);
 * pool.hold('ana'); // => 1
 * pool.hold('bob'); // => 2
 * pool.hold('ana'); // => 1
 */
export function createNamePool(blocks: number): NamePool {
  const ids = new Map<string, number>();
  const names: string[] = [''];
  const free: number[] = [];
  const width = BLOCK * blocks;
  let taken = 0;
  const pool: NamePool = {
    rows: new Int32Array(2 * width),
    width,
    hold: (name) => {
      const id = ids.get(name) ?? enter(name);
      pool.rows[width * id + Key.HOLDS]! += 1;
      return id;
    },
    holdAgain: (id) => {
      pool.rows[width * id + Key.HOLDS]! += 1;
    },
    release: (id) => {
      const { rows } = pool;
      const left = rows[width * id + Key.HOLDS]! - 1;
      rows[width * id + Key.HOLDS] = left;
      if (left === 0) leave(id);
    },
    nameOf: (id) => names[id]!,
    size: () => ids.size,
    takeBlock: () => {
      if (taken === blocks) throw new RangeError(`all ${blocks} blocks are taken`);
      return BLOCK * taken++;
    },
  };
  return pool;

  function enter(name: string): number {
    const id = free.pop() ?? names.length;
    names[id] = name;
    ids.set(name, id);
    pool.rows = grownInt32(pool.rows, width * id + width);
    return id;
  }

  function leave(id: number): void {
    ids.delete(names[id]!);
    names[id] = '';
    free.push(id);
  }
}
