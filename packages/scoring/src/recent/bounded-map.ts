/** A map of limited size that forgets what was not touched for longest. */
export interface BoundedMap<V> {
  get(key: string): V | undefined;
  /** Sets a value and makes its key the newest; beyond the limit, the oldest goes. */
  touch(key: string, value: V): void;
  /** Oldest first: given to `createBoundedMap`, they make the same map again. */
  entries(): IterableIterator<[string, V]>;
  /** Keys that went because there were too many. */
  forgotten(): number;
}

interface Link {
  older: Link;
  newer: Link;
}

interface Entry<V> extends Link {
  key: string;
  value: V;
}

/**
 * Entries are linked in the order of their touches, so that a touch changes links; deleting from a `Map` and setting again
 * takes twice the time, and leaves holes that it is rebuilt for.
 *
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
  const map = new Map<string, Entry<V>>();
  // Stands between the newest and the oldest.
  const ends = ring();
  let forgotten = 0;
  for (const [key, value] of entries) touch(key, value);
  return { get: (key) => map.get(key)?.value, touch, entries: inOrder, forgotten: () => forgotten };

  function touch(key: string, value: V): void {
    let entry = map.get(key);
    if (entry === undefined) {
      entry = newEntry(key, value);
      map.set(key, entry);
    } else unlink(entry);
    entry.value = value;
    entry.older = ends.older;
    entry.newer = ends;
    ends.older.newer = entry;
    ends.older = entry;
  }

  /** An entry that is not linked yet: the oldest, if there is no room for more. */
  function newEntry(key: string, value: V): Entry<V> {
    if (map.size < most) return { older: ends, newer: ends, key, value };
    const entry = ends.newer as Entry<V>;
    unlink(entry);
    map.delete(entry.key);
    entry.key = key;
    forgotten += 1;
    return entry;
  }

  function* inOrder(): IterableIterator<[string, V]> {
    for (let link = ends.newer; link !== ends; link = link.newer) {
      const { key, value } = link as Entry<V>;
      yield [key, value];
    }
  }
}

function ring(): Link {
  const link = {} as Link;
  link.older = link;
  link.newer = link;
  return link;
}

function unlink({ older, newer }: Link): void {
  older.newer = newer;
  newer.older = older;
}
