/** A map of limited size that forgets what was not touched for longest. */
export interface BoundedMap<V> {
  get(key: string): V | undefined;
  /** Sets a value and makes its key the newest; beyond the limit, the oldest goes. */
  touch(key: string, value: V): void;
  /** Oldest first: given to `createBoundedMap`, they make the same map again. */
  entries(): IterableIterator<[string, V]>;
}

const KEPT_FOR = 4096;

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
  // Kept for a while, as a new one would walk over the holes of all deleted entries each time. Not for ever: it holds
  // every table that the map has outgrown since it was made.
  let oldest: IterableIterator<string> | undefined;
  let touches = 0;
  return {
    get: (key) => map.get(key),
    touch: (key, value) => {
      map.delete(key);
      map.set(key, value);
      if (++touches % KEPT_FOR === 0) oldest = undefined;
      if (map.size <= most) return;
      oldest ??= map.keys();
      map.delete(oldest.next().value!);
    },
    entries: () => map.entries(),
  };
}
