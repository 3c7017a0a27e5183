import { type Baseline, facetNames } from '@sidecar/features';

/** Which values successes made known. */
export interface KnownValues {
  toAccount(user: string, facet: number, value: string): boolean;
  toAnyone(facet: number, value: string): boolean;
}

export function knownValues({ accounts }: Baseline): KnownValues {
  let all: Set<string>[] | undefined;
  return {
    toAccount: (user, facet, value) => accounts.get(user)?.succeeded.facets[facet]!.has(value) ?? false,
    toAnyone: (facet, value) => (all ??= valuesOf(accounts))[facet]!.has(value),
  };
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
