import { grownInt32 } from './grown.ts';

/** Names by small numbers from 1, for as long as somebody holds them. */
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
}

/**
 * Turns names into numbers that index plain arrays, so that a name is looked up once per event and not once per window.
 * Takes memory for the names that are held and no others.
 *
 * @example
 * const pool = createNamePool();
 * pool.hold('ana'); // => 1
 * pool.hold('bob'); // => 2
 * pool.hold('ana'); // => 1
 */
export function createNamePool(): NamePool {
  const ids = new Map<string, number>();
  const names: string[] = [''];
  const free: number[] = [];
  let holds: Int32Array = new Int32Array(0);
  return {
    hold: (name) => {
      const id = ids.get(name) ?? enter(name);
      holds[id]! += 1;
      return id;
    },
    holdAgain: (id) => {
      holds[id]! += 1;
    },
    release: (id) => {
      if ((holds[id]! -= 1) > 0) return;
      ids.delete(names[id]!);
      names[id] = '';
      free.push(id);
    },
    nameOf: (id) => names[id]!,
    size: () => ids.size,
  };

  function enter(name: string): number {
    const id = free.pop() ?? names.length;
    names[id] = name;
    ids.set(name, id);
    holds = grownInt32(holds, id);
    return id;
  }
}
