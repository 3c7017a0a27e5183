/** Numbers for values, in the order they came; 0 stands for null. */
export interface Dictionary<T extends string | number = string> {
  /** How many values there are, null not counted. */
  readonly size: number;
  codeOf(value: T | null): number;
  valueOf(code: number): T | null;
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
  };
}
