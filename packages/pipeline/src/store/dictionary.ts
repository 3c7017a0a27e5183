/** Numbers for values, in the order they came; 0 stands for null. */
export interface Dictionary<T extends string | number = string> {
  /** How many values there are, null not counted. */
  readonly size: number;
  codeOf(value: T | null): number;
  valueOf(code: number): T | null;
  /**
   * Lets go of the values for whose codes `isUsed` does not hold, and numbers the others anew, in the order they had.
   *
   * @returns The new code of every old one; 0 for what is gone.
   */
  keep(isUsed: (code: number) => boolean): Uint32Array;
}

export function createDictionary<T extends string | number = string>(): Dictionary<T> {
  const codes = new Map<T, number>();
  const values: (T | null)[] = [null];
  return {
    get size() {
      return codes.size;
    },
    codeOf: (value) => {
      if (value === null) return 0;
      let code = codes.get(value);
      if (code === undefined) {
        code = values.length;
        codes.set(value, code);
        values.push(value);
      }
      return code;
    },
    valueOf: (code) => values[code]!,
    keep: (isUsed) => {
      const renumbered = new Uint32Array(values.length);
      let size = 1;
      for (let code = 1; code < values.length; code++) {
        if (!isUsed(code)) continue;
        renumbered[code] = size;
        values[size++] = values[code]!;
      }
      values.length = size;
      codes.clear();
      for (let code = 1; code < size; code++) codes.set(values[code]!, code);
      return renumbered;
    },
  };
}
