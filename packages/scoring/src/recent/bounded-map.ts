/** A map of limited size that forgets what was not touched for longest. */
export interface BoundedMap<V> {
  get(key: string): V | undefined;
  /** Sets a value and makes its key the newest; beyond the limit, the oldest goes. */
  touch(key: string, value: V): void;
  /** Oldest first: given to `createBoundedMap`, they make the same map again. */
  entries(): IterableIterator<[string, V]>;
}

/**
 * @param most - Entries kept at most, from 1.
 * @param entries - To begin with, oldest first.
 * @example
 * const map = createBoundedMap<number>(2);
 * for (const key of ['a', 'b', 'a', 'c']) map.touch(key, 1);
 * [...map.entries()]; // => [ [ 'a', 1 ], [ 'c', 1 ] ]
 */
export function createBoundedMap<V>(
  most: number,
  entries: Iterable<readonly [string, V]> = [],
): BoundedMap<V> {
  const map = new Map(entries);
  // Kept, as a new one would walk over the holes of all deleted entries each time. What it passed is gone from the map.
  const oldest = map.keys();
  return {
    get: (key) => map.get(key),
    touch: (key, value) => {
      map.delete(key);
      map.set(key, value);
      if (map.size > most) map.delete(oldest.next().value!);
    },
    entries: () => map.entries(),
  };
}
