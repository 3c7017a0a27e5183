import { FAMILIAR } from './familiarity.ts';
import { facetSurprise, type SubjectFacet, subjectFacet } from './facet-table.ts';
import { softRank } from './mid-p.ts';
import type { SideTable } from './organisation-tables.ts';
import { surprise } from './surprise.ts';

/** Lifts are told apart by eighths of a doubling. */
const STEPS_PER_DOUBLING = 8;

/**
 * Surprise of meeting an account at a machine.
 *
 * An account that was never there is judged as any new value (see `facetSurprise`, with roles exchanged). Accounts that were
 * are ranked by lift, the share of their own events that they spend there: somebody who logs on seldom anywhere is
 * seldom here too, and that is nothing odd. With `q` the machine's events by account,
 * `p(a) = novelty + (1 - novelty) sum over x of q(x) / (1 + (lift(x) / lift(a))^2)`.
 *
 * @returns A function of machine and account; NaN if there is no machine or nobody was ever met there.
 */
export function accountAtMachine(side: SideTable): (machine: string | null, user: string) => number {
  const facets = new Map<string, SubjectFacet | null>();
  return (machine, user) => {
    if (machine === null) return Number.NaN;
    let facet = facets.get(machine);
    if (facet === undefined) {
      facet = facetOf(machine, side);
      facets.set(machine, facet);
    }
    return facet === null ? Number.NaN : facetSurprise(user, facet, side.table);
  };
}

function facetOf(machine: string, { accountsOf, weightOf, table }: SideTable): SubjectFacet | null {
  const tally = accountsOf.get(machine);
  if (tally === undefined) return null;
  const { novelty, known } = subjectFacet(tally, table);
  const masses = new Map<number, number>();
  for (const [user, weight] of tally) {
    const lift = liftOf(weight, weightOf.get(user)!);
    masses.set(lift, (masses.get(lift) ?? 0) + weight);
  }
  const lifts = Float64Array.from(masses.keys());
  const lifted = Float64Array.from(masses.values());
  const surprises = new Map<string, number>();
  for (const [user, weight] of tally) {
    // Who only failed there is little better than a stranger.
    const p = softRank(liftOf(weight, weightOf.get(user)!), lifts, lifted);
    surprises.set(user, weight < FAMILIAR ? known.get(user)! : surprise(novelty + (1 - novelty) * p));
  }
  return { novelty, known: surprises };
}

function liftOf(weight: number, all: number): number {
  return 2 ** (Math.round(STEPS_PER_DOUBLING * Math.log2(weight / all)) / STEPS_PER_DOUBLING);
}
