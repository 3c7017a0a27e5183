import { type Baseline, facetNames } from '@sidecar/features';

/** Whether any account succeeded with a value of a facet. */
export type KnownValues = (facet: number, value: string) => boolean;

export function knownValues({ accounts }: Baseline): KnownValues {
  let all: readonly Set<string>[] | undefined;
  return (facet, value) => (all ??= valuesOf(accounts))[facet]!.has(value);
}

function valuesOf(accounts: Baseline['accounts']): Set<string>[] {
  const all = facetNames.map(() => new Set<string>());
  for (const { succeeded } of accounts.values()) {
    for (let f = 0; f < all.length; f++) {
      for (const value of succeeded.facets[f]!.keys()) all[f]!.add(value);
    }
  }
  return all;
}
