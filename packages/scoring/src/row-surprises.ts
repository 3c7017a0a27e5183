import { FAMILIAR } from './familiarity.ts';
import type { Column } from './history/column.ts';
import { SoftRanks } from './soft-ranks.ts';
import { surprise } from './surprise.ts';
import type { ValueTable } from './value-table.ts';

/** Pseudo-counts: a first event is almost certainly new, so that a subject without history is never a surprise. */
const PRIOR_NEW = 1;
const PRIOR_AVERAGE = 2;

/** The surprise of a value given a subject, which is a row of a column. */
export interface RowSurprises {
  /**
   * @param row - The subject; -1 for one that was never seen.
   * @param entry - Where it has the value; -1 if it does not.
   * @param code - The value; -1 for one that is not known.
   */
  at(row: number, entry: number, code: number): number;
  /** How likely the next value of a subject is one it never had, in (0, 1]; times `newP` of a value it never had it gives `at`. */
  noveltyAt(row: number): number;
}

/**
 * The chance that a subject's next value is one it never had: distinct values `d` by events `n`, shrunk to the average `d0`,
 * `(d + 2 d0 + 1) / (n + 3)`, at most 1. It is the subject's own burstiness, so for somebody who visits a new machine every day
 * a new machine says little.
 */
export function noveltyOf(
  familiar: number,
  events: number,
  { novelty }: Pick<ValueTable, 'novelty'>,
): number {
  const expectedNew = familiar + PRIOR_AVERAGE * novelty + PRIOR_NEW;
  return Math.min(1, expectedNew / (events + PRIOR_AVERAGE + PRIOR_NEW));
}

/**
 * Surprises of a value given the subject: its own if it had it, else the chance of something new times how odd this new value is.
 * Familiar values share what novelty leaves, `p = novelty + (1 - novelty) midP`; values that only failures had are little
 * better than new. What is said of a row is worked out when it is asked for first.
 *
 * @param failureWeight - What a failure counts, beside 1 for a success.
 */
export function rowSurprises(column: Column, failureWeight: number, table: ValueTable): RowSurprises {
  const { shape, succeeded, failed } = column;
  const { starts, codes, rows } = shape;
  const novelties = new Float64Array(rows).fill(Number.NaN);
  // NaN for an entry that nothing is left of.
  const own = new Float64Array(codes.length).fill(Number.NaN);
  const strange = noveltyOf(0, 0, table);
  const ranks = new SoftRanks();
  return {
    at: (row, entry, code) => {
      if (row < 0) return surprise(strange * table.newP(code));
      if (Number.isNaN(novelties[row]!)) workOut(row);
      const known = entry < 0 ? Number.NaN : own[entry]!;
      return Number.isNaN(known) ? surprise(novelties[row]! * table.newP(code)) : known;
    },
    noveltyAt: (row) => {
      if (row < 0) return strange;
      if (Number.isNaN(novelties[row]!)) workOut(row);
      return novelties[row]!;
    },
  };

  function weightAt(entry: number): number {
    return succeeded[entry]! + failureWeight * failed[entry]!;
  }

  function workOut(row: number): void {
    const [first, end] = [starts[row]!, starts[row + 1]!];
    const novelty = noveltyBetween(first, end);
    novelties[row] = novelty;
    const weights = ranks.reserve(end - first);
    for (let entry = first; entry < end; entry++) weights[entry - first] = weightAt(entry);
    ranks.take(end - first);
    for (let entry = first; entry < end; entry++) {
      const weight = weightAt(entry);
      if (weight === 0) continue;
      const rank = (1 - novelty) * ranks.of(weight);
      const p = weight >= FAMILIAR ? novelty + rank : Math.max(rank, novelty * table.newP(codes[entry]!));
      own[entry] = surprise(p);
    }
  }

  function noveltyBetween(first: number, end: number): number {
    let [familiar, events, failures, fewFailures] = [0, 0, 0, 0];
    for (let entry = first; entry < end; entry++) {
      events += succeeded[entry]!;
      failures += failed[entry]!;
      if (weightAt(entry) >= 1) familiar += 1;
      else fewFailures += failed[entry]!;
    }
    return noveltyOf(familiar + failureWeight * fewFailures, events + failureWeight * failures, table);
  }
}
