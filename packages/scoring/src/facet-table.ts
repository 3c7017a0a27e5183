import { FAMILIAR } from './familiarity.ts';
import { midP } from './mid-p.ts';
import { surprise } from './surprise.ts';

type Tally = ReadonlyMap<string, number>;

/** What all subjects together tell about the values of one facet. A subject is an account, or a source, or a cluster. */
export interface FacetTable {
  /** Surprise of each value by how few events have it. */
  readonly eventSurprise: ReadonlyMap<string, number>;
  /** Surprise of a value that no event had. */
  readonly unseenSurprise: number;
  /** Mid-p of each value by how few subjects have it: how odd it is that a value new to a subject is this one. */
  readonly subjectP: ReadonlyMap<string, number>;
  /** Share of first uses by a subject in which the value was new to everybody. */
  readonly freshShare: number;
  /** Distinct values by events, averaged over subjects: how often a subject shows a new value. */
  readonly novelty: number;
}

/** What one subject tells about one facet. */
export interface SubjectFacet {
  /** Chance that its next value is one it never had. */
  readonly novelty: number;
  /** Surprise of each value it had. */
  readonly known: ReadonlyMap<string, number>;
}

/** Pseudo-counts: a first event is almost certainly new, so that a subject without history is never a surprise. */
const PRIOR_NEW = 1;
const PRIOR_AVERAGE = 2;

/** @param tallies - Familiarity per value, one tally per subject. */
export function facetTable(tallies: Iterable<Tally>): FacetTable {
  const events = new Map<string, number>();
  const subjects = new Map<string, number>();
  let total = 0;
  let firstUses = 0;
  for (const tally of tallies) {
    for (const [value, weight] of tally) {
      const use = Math.min(1, weight);
      events.set(value, (events.get(value) ?? 0) + weight);
      subjects.set(value, (subjects.get(value) ?? 0) + use);
      total += weight;
      firstUses += use;
    }
  }
  const distinct = familiarValues(subjects);
  const unseen = Math.min(1, (distinct + 1) / (total + 1));
  return {
    eventSurprise: mapValues(midP(events), (p) => surprise(unseen + (1 - unseen) * p)),
    unseenSurprise: surprise(unseen / 2),
    subjectP: midP(subjects),
    freshShare: firstUses === 0 ? 1 : Math.min(1, distinct / firstUses),
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
  for (const weight of tally.values()) events += weight;
  const expectedNew = familiarValues(tally) + PRIOR_AVERAGE * table.novelty + PRIOR_NEW;
  const novelty = Math.min(1, expectedNew / (events + PRIOR_AVERAGE + PRIOR_NEW));
  const known = new Map<string, number>();
  for (const [value, p] of midP(tally)) {
    const familiar = tally.get(value)! >= FAMILIAR;
    const own = (1 - novelty) * p;
    known.set(value, surprise(familiar ? novelty + own : Math.max(own, novelty * newP(value, table))));
  }
  return { novelty, known };
}

/** Surprise of a value given the subject: its own if it had it, else the chance of something new times how odd this new value is. */
export function facetSurprise(value: string, { novelty, known }: SubjectFacet, table: FacetTable): number {
  return known.get(value) ?? surprise(novelty * newP(value, table));
}

function newP(value: string, { subjectP, freshShare }: FacetTable): number {
  const p = subjectP.get(value);
  return p === undefined ? freshShare / 2 : freshShare + (1 - freshShare) * p;
}

function familiarValues(tally: Tally): number {
  let values = 0;
  for (const weight of tally.values()) values += Math.min(1, weight);
  return values;
}

function mapValues<K>(map: ReadonlyMap<K, number>, change: (value: number) => number): Map<K, number> {
  const result = new Map<K, number>();
  for (const [key, value] of map) result.set(key, change(value));
  return result;
}
