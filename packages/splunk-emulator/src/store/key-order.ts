/** The keys of a space in order, kept so that writing costs nothing and the next ordered read pays for the sorting. */
export interface KeyOrder {
  /** Notes a key; noting one again does no harm. */
  add(key: string): void;
  /** Says that about so many noted keys are gone. */
  forget(count: number): void;
  /**
   * All noted keys in code unit order, each once; those that went away since may still be among them. The array is
   * never changed afterwards, so that a reader may hold it while others write.
   */
  sorted(isLive: (key: string) => boolean): readonly string[];
}

/** An empty order. Reading after `n` additions to `m` keys takes O(n log n + m) time. */
export function createKeyOrder(): KeyOrder {
  let known: readonly string[] = [];
  let added: string[] = [];
  let gone = 0;
  return {
    add: (key) => void added.push(key),
    forget: (count) => void (gone += count),
    sorted(isLive) {
      if (added.length > 0) {
        known = merge(known, added.sort());
        added = [];
      }
      if (gone > known.length / 8) {
        known = known.filter(isLive);
        gone = 0;
      }
      return known;
    },
  };
}

function merge(a: readonly string[], b: readonly string[]): string[] {
  const merged: string[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const takesA = j === b.length || (i < a.length && a[i]! <= b[j]!);
    const next = takesA ? a[i++]! : b[j++]!;
    if (merged.length === 0 || merged[merged.length - 1] !== next) merged.push(next);
  }
  return merged;
}

/** Position of the first key that is not below `key`, or not at or below it. */
export function lowerBound(
  keys: readonly string[],
  key: string,
  { after = false }: { readonly after?: boolean } = {},
): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]! < key || (after && keys[middle] === key)) low = middle + 1;
    else high = middle;
  }
  return low;
}
