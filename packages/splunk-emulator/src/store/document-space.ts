import { createKeyOrder, lowerBound } from './key-order.ts';
import type { KeyRange, StoredDocument } from './store.ts';

/** The records of one owner in one collection, in memory: by key, in order of arrival and in order of keys. */
export interface DocumentSpace {
  readonly size: number;
  has(key: string): boolean;
  put(key: string, json: string): void;
  remove(key: string): void;
  /**
   * Records in the range, one after another; writing meanwhile is allowed. Without an order they come by arrival, a
   * replaced record in its old place.
   */
  read(range: KeyRange, order?: 'ascending' | 'descending'): Iterable<StoredDocument>;
}

/** An empty space of an owner. */
export function createDocumentSpace(owner: string): DocumentSpace {
  const records = new Map<string, string>();
  const order = createKeyOrder();
  const isLive = (key: string): boolean => records.has(key);

  function* named(keys: Iterable<string>, range: KeyRange): Generator<StoredDocument> {
    for (const key of keys) {
      const json = records.get(key);
      if (json !== undefined && isWithin(key, range)) yield { key, owner, json };
    }
  }

  function* ordered(range: KeyRange, descending: boolean): Generator<StoredDocument> {
    const keys = order.sorted(isLive);
    const [start, end] = bounds(keys, range);
    for (let i = 0; i < end - start; i++) {
      const key = keys[descending ? end - 1 - i : start + i]!;
      const json = records.get(key);
      if (json !== undefined) yield { key, owner, json };
    }
  }

  return {
    get size() {
      return records.size;
    },
    has: isLive,
    put(key, json) {
      if (!records.has(key)) order.add(key);
      records.set(key, json);
    },
    remove(key) {
      if (records.delete(key)) order.forget(1);
    },
    read(range, direction) {
      if (range.equal !== undefined) {
        const keys = [...new Set(range.equal)];
        if (direction !== undefined) keys.sort();
        return named(direction === 'descending' ? keys.toReversed() : keys, range);
      }
      if (direction === undefined) return named(records.keys(), range);
      return ordered(range, direction === 'descending');
    },
  };
}

function bounds(keys: readonly string[], { above, atLeast, below, atMost }: KeyRange): [number, number] {
  const start = Math.max(
    above === undefined ? 0 : lowerBound(keys, above, { after: true }),
    atLeast === undefined ? 0 : lowerBound(keys, atLeast),
  );
  const end = Math.min(
    below === undefined ? keys.length : lowerBound(keys, below),
    atMost === undefined ? keys.length : lowerBound(keys, atMost, { after: true }),
  );
  return [start, Math.max(start, end)];
}

function isWithin(key: string, { above, atLeast, below, atMost }: KeyRange): boolean {
  return (
    (above === undefined || key > above) &&
    (atLeast === undefined || key >= atLeast) &&
    (below === undefined || key < below) &&
    (atMost === undefined || key <= atMost)
  );
}
