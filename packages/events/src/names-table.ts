/** Makes equal lists of names one object, as far as it remembers them. */
export interface NamesTable {
  of(names: readonly string[]): readonly string[];
}

/** Lines of one source have few sets of fields. */
const MOST = 16;

export function createNamesTable(): NamesTable {
  const known: (readonly string[])[] = [];
  let next = 0;
  return {
    of(names) {
      for (let i = 0; i < known.length; i++) if (isSame(known[i]!, names)) return known[i]!;
      known[next] = names;
      next = (next + 1) % MOST;
      return names;
    },
  };
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
