/** What was made for whole numbers, remembered for some of them; it takes the same memory for any number of them. */
export interface IdCache<T> {
  /** Undefined if it is not remembered. */
  get(id: number): T | undefined;
  set(id: number, value: T): void;
  /** Remembers nothing any more. */
  clear(): void;
}

/**
 * A place for each of the last digits of a number: a newer one takes the place of the one before. So dense numbers are all remembered up to
 * `places` of them, and it takes no hashing.
 *
 * @param places - A power of two.
 */
export function createIdCache<T>(places: number): IdCache<T> {
  const ids = new Int32Array(places).fill(-1);
  const values = Array.from<T | undefined>({ length: places });
  const mask = places - 1;
  /** No place from here on is taken. */
  let end = 0;
  return {
    get: (id) => (ids[id & mask] === id ? values[id & mask] : undefined),
    set: (id, value) => {
      const place = id & mask;
      ids[place] = id;
      values[place] = value;
      if (place >= end) end = place + 1;
    },
    clear: () => {
      ids.fill(-1, 0, end);
      values.fill(undefined, 0, end);
      end = 0;
    },
  };
}
