/** What was made for whole numbers, remembered for some of them; it takes a bounded amount of memory for any number of them. */
export interface IdCache<T> {
  /** Undefined if it is not remembered. */
  get(id: number): T | undefined;
  set(id: number, value: T): void;
  /** Remembers nothing any more. */
  clear(): void;
}

const FIRST_PLACES = 1024;

/**
 * A place for each of the last digits of a number: a newer one takes the place of the one before. So dense numbers are all remembered up to
 * `places` of them, and it takes no hashing. Memory is made as places are taken: most stores meet few kinds.
 *
 * @param places - A power of two.
 */
export function createIdCache<T>(places: number): IdCache<T> {
  let ids = new Int32Array(Math.min(FIRST_PLACES, places)).fill(-1);
  const values: (T | undefined)[] = [];
  const mask = places - 1;
  return {
    get: (id) => (ids[id & mask] === id ? values[id & mask] : undefined),
    set: (id, value) => {
      const place = id & mask;
      while (place >= ids.length) grow();
      while (place >= values.length) values.push(undefined);
      ids[place] = id;
      values[place] = value;
    },
    clear: () => {
      ids.fill(-1, 0, values.length);
      values.length = 0;
    },
  };

  function grow(): void {
    const before = ids;
    ids = new Int32Array(2 * before.length).fill(-1, before.length);
    ids.set(before);
  }
}
