/** Codes that are in use, renumbered from 1 in the order in which they are needed first. */
export interface UsedCodes {
  /** How many there are. */
  readonly size: number;
  /** The new code of an old one, made if it has none. */
  use(old: number): number;
  /** The old code of a new one. */
  oldOf(code: number): number;
}

/** @param most - No old code is larger. */
export function createUsedCodes(most: number): UsedCodes {
  const codes = new Uint32Array(most + 1);
  const olds = new Uint32Array(most + 2);
  let size = 0;
  return {
    get size() {
      return size;
    },
    use: (old) => {
      if (codes[old] === 0) {
        size += 1;
        codes[old] = size;
        olds[size] = old;
      }
      return codes[old]!;
    },
    oldOf: (code) => olds[code]!,
  };
}
