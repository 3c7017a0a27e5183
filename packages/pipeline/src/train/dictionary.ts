/** Numbers for strings, in the order they came; 0 stands for null. */
export interface Dictionary {
  codeOf(value: string | null): number;
  valueOf(code: number): string | null;
}

export function createDictionary(): Dictionary {
  const codes = new Map<string, number>();
  const values: (string | null)[] = [null];
  return {
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
