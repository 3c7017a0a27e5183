import { FAMILIAR } from './familiarity.ts';
import { midPOfWeights } from './mid-p.ts';
import { surprise } from './surprise.ts';

type Tally = ReadonlyMap<string, number>;

/** What all subjects together tell about the values of one facet. A subject is an account, or a source, or a cluster. */
export interface FacetTable {
  /** Surprise of a value by how few events have it. */
  eventSurprise(value: string): number;
  /** How odd it is that a value new to a subject is this one, by how few subjects have it, in (0, 1]. */
  newP(value: string): number;
  /** Surprise of a value that no event had. */
  readonly unseenSurprise: number;
  /** Share of first uses by a subject in which the value was new to everybody. */
  readonly freshShare: number;
  /** Distinct values by events, averaged over subjects: how often a subject shows a new value. */
  readonly novelty: number;
}

/** What one subject tells about one facet. */
export interface SubjectFacet {
  /** Chance that its next value is one it never had. */
  readonly novelty: number;
  /** Familiarity of each value it had. */
  readonly tally: Tally;
  /** Mid-p of a value by its familiarity. */
  readonly pOfWeight: ReadonlyMap<number, number>;
}

/** Pseudo-counts: a first event is almost certainly new, so that a subject without history is never a surprise. */
const PRIOR_NEW = 1;
const PRIOR_AVERAGE = 2;

/** Familiarity of a value, summed over events, and over subjects, each at most 1. */
interface Use {
  events: number;
  subjects: number;
}

/** @param tallies - Familiarity per value, one tally per subject. */
export function facetTable(tallies: Iterable<Tally>): FacetTable {
  const uses = new Map<string, Use>();
  let total = 0;
  let firstUses = 0;
  for (const tally of tallies) {
    for (const [value, weight] of tally) {
      const first = Math.min(1, weight);
      const use = uses.get(value);
      if (use === undefined) uses.set(value, { events: weight, subjects: first });
      else {
        use.events += weight;
        use.subjects += first;
      }
      total += weight;
      firstUses += first;
    }
  }
  let distinct = 0;
  for (const { subjects } of uses.values()) distinct += Math.min(1, subjects);
  const unseen = Math.min(1, (distinct + 1) / (total + 1));
  const freshShare = firstUses === 0 ? 1 : Math.min(1, distinct / firstUses);
  const unseenSurprise = surprise(unseen / 2);
  const surpriseOf = midPOfWeights(Array.from(uses.values(), ({ events }) => events));
  for (const [weight, p] of surpriseOf) surpriseOf.set(weight, surprise(unseen + (1 - unseen) * p));
  const pOf = midPOfWeights(Array.from(uses.values(), ({ subjects }) => subjects));
  return {
    eventSurprise: (value) => {
      const use = uses.get(value);
      return use === undefined ? unseenSurprise : surpriseOf.get(use.events)!;
    },
    newP: (value) => {
      const use = uses.get(value);
      return use === undefined ? freshShare / 2 : freshShare + (1 - freshShare) * pOf.get(use.subjects)!;
    },
    unseenSurprise,
    freshShare,
    novelty: total === 0 ? 1 : firstUses / total,
  };
}

/**
 * One subject's own surprises. The chance of a new value is distinct values `d` by events `n`, shrunk to the average `d0`:
 * `(d + 2 d0 + 1) / (n + 3)`. It is the subject's own burstiness, so for somebody who visits a new machine every day a
 * new machine says little. Familiar values share the rest, `p = novelty + (1 - novelty) midP`; values that only failures
 * had are little better than new.
 */
export function subjectFacet(tally: Tally, table: FacetTable): SubjectFacet {
  let events = 0;
  let familiar = 0;
  for (const weight of tally.values()) {
    events += weight;
    familiar += Math.min(1, weight);
  }
  const expectedNew = familiar + PRIOR_AVERAGE * table.novelty + PRIOR_NEW;
  const novelty = Math.min(1, expectedNew / (events + PRIOR_AVERAGE + PRIOR_NEW));
  return { novelty, tally, pOfWeight: midPOfWeights(tally.values()) };
}

/** Surprise of a value given the subject: its own if it had it, else the chance of something new times how odd this new value is. */
export function facetSurprise(value: string, subject: SubjectFacet, table: FacetTable): number {
  const { novelty, tally, pOfWeight } = subject;
  const weight = tally.get(value);
  if (weight === undefined) return surprise(novelty * table.newP(value));
  const own = (1 - novelty) * pOfWeight.get(weight)!;
  return surprise(weight >= FAMILIAR ? novelty + own : Math.max(own, novelty * table.newP(value)));
}
