import { FAMILIAR } from './familiarity.ts';
import { facetSurprise, subjectFacet } from './facet-table.ts';
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
  const machines = new Map<string, (user: string) => number>();
  return (machine, user) => {
    if (machine === null) return Number.NaN;
    let surpriseOf = machines.get(machine);
    if (surpriseOf === undefined) {
      const tally = side.accountsOf.get(machine);
      if (tally === undefined) return Number.NaN;
      surpriseOf = surprisesAt(tally, side);
      machines.set(machine, surpriseOf);
    }
    return surpriseOf(user);
  };
}

/** @param tally - Familiarity of the machine with each account. */
function surprisesAt(
  tally: ReadonlyMap<string, number>,
  { weightOf, table }: SideTable,
): (user: string) => number {
  const subject = subjectFacet(tally, table);
  const { novelty } = subject;
  const masses = new Map<number, number>();
  for (const [user, weight] of tally) {
    const lift = liftOf(weight, weightOf.get(user)!);
    masses.set(lift, (masses.get(lift) ?? 0) + weight);
  }
  const lifts = Float64Array.from(masses.keys());
  const lifted = Float64Array.from(masses.values());
  const known = new Map<number, number>();
  return (user) => {
    const weight = tally.get(user);
    // Who only failed there is little better than a stranger.
    if (weight === undefined || weight < FAMILIAR) return facetSurprise(user, subject, table);
    const lift = liftOf(weight, weightOf.get(user)!);
    let own = known.get(lift);
    if (own === undefined) {
      own = surprise(novelty + (1 - novelty) * softRank(lift, lifts, lifted));
      known.set(lift, own);
    }
    return own;
  };
}

function liftOf(weight: number, all: number): number {
  return 2 ** (Math.round(STEPS_PER_DOUBLING * Math.log2(weight / all)) / STEPS_PER_DOUBLING);
}
