import { type AccountKind, behaviourCode, facetPart, type Facets, type Observation } from '@sidecar/features';

/** Looks in memory. */
const MOST_LOOKS = 65_536;

/**
 * Numbers behaviour rows (`behaviourCode`); what depends on the look of an event alone is worked out once.
 *
 * @param kindOf - Kind of an account.
 */
export function behaviourCodes(kindOf: (user: string) => AccountKind): (observation: Observation) => number {
  const looks = new Map<
    Facets,
    { readonly user: string; readonly kind: AccountKind; readonly part: number }
  >();
  return (observation) => {
    const { user, facets } = observation;
    let look = looks.get(facets);
    if (look === undefined || look.user !== user) {
      look = { user, kind: kindOf(user), part: facetPart(facets) };
      if (looks.size >= MOST_LOOKS) looks.clear();
      looks.set(facets, look);
    }
    return behaviourCode(observation, look.kind, look.part);
  };
}
