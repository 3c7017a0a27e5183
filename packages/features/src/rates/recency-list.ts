import { grownInt32 } from './grown.ts';

/** Numbers from 1 in the order in which they were last touched. */
export interface RecencyList {
  /** Makes a number the newest; true if it was not in the list. */
  touch(id: number): boolean;
  remove(id: number): void;
  /** The number not touched for longest, 0 if there is none. */
  oldest(): number;
  size(): number;
  /** Oldest first. */
  ids(): number[];
}

const ABSENT = -1;

/**
 * A doubly linked ring through one array, which holds at `2 id` the next older and at `2 id + 1` the next newer, place 0 between
 * the newest and the oldest. Touching writes six numbers and allocates nothing, where deleting from a `Map` and setting again
 * leaves holes that it has to be rebuilt for.
 */
export function createRecencyList(): RecencyList {
  let links: Int32Array = new Int32Array(2);
  let size = 0;
  return {
    touch: (id) => {
      if (2 * id >= links.length) links = grownInt32(links, 2 * id + 1, ABSENT);
      const all = links;
      const newest = all[0]!;
      if (newest === id) return false;
      const isNew = all[2 * id] === ABSENT;
      if (isNew) size += 1;
      else unlink(all, id);
      all[2 * newest + 1] = id;
      all[2 * id] = newest;
      all[2 * id + 1] = 0;
      all[0] = id;
      return isNew;
    },
    remove: (id) => {
      unlink(links, id);
      links[2 * id] = ABSENT;
      size -= 1;
    },
    oldest: () => links[1]!,
    size: () => size,
    ids: () => {
      const ids: number[] = [];
      for (let id = links[1]!; id !== 0; id = links[2 * id + 1]!) ids.push(id);
      return ids;
    },
  };
}

function unlink(links: Int32Array, id: number): void {
  const older = links[2 * id]!;
  const newer = links[2 * id + 1]!;
  links[2 * older + 1] = newer;
  links[2 * newer] = older;
}
