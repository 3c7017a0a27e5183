import { FAMILIAR } from './familiarity.ts';
import { byValue, type Column } from './history/column.ts';
import { noveltyOf } from './row-surprises.ts';
import { SoftRanks } from './soft-ranks.ts';
import { softRank } from './mid-p.ts';
import { surprise } from './surprise.ts';
import { rowTable } from './value-table.ts';

/** Lifts are told apart by eighths of a doubling. */
const STEPS_PER_DOUBLING = 8;

/** Surprise of meeting an account at a machine. */
export interface AccountAtMachine {
  /**
   * NaN if nobody was ever met there.
   *
   * @param row - The account; -1 for one that was never seen.
   * @param entry - Where it has the machine; -1 if it was never there.
   * @param code - The machine; -1 for one that is not known.
   */
  at(row: number, entry: number, code: number): number;
  /** How likely the next account at a machine is one that was never there, in (0, 1]; NaN if nobody was ever met there. */
  noveltyAt(code: number): number;
  /** How odd it is that an account new to a machine is this one, in (0, 1]; times `noveltyAt` it gives `at` of one never there. */
  newP(row: number): number;
}

/**
 * Surprise of meeting an account at a machine.
 *
 * An account that was never there is judged as any new value (see `rowSurprises`, with roles exchanged). Accounts that were
 * are ranked by lift, the share of their own events that they spend there: somebody who logs on seldom anywhere is
 * seldom here too, and that is nothing odd. With `q` the machine's events by account,
 * `p(a) = novelty + (1 - novelty) sum over x of q(x) / (1 + (lift(x) / lift(a))^2)`.
 *
 * @param column - Machines that accounts were seen at.
 * @param failureWeight - What a failure counts, beside 1 for a success.
 */
export function accountAtMachine(column: Column, failureWeight: number): AccountAtMachine {
  const { shape, succeeded, failed } = column;
  const { starts: rowStarts, values, codes } = shape;
  const { starts, entries, rows } = byValue(shape);
  const table = rowTable(column, failureWeight);
  // NaN while nothing is known of a machine; below 0 for one that nobody was ever met at.
  const novelties = new Float64Array(values).fill(Number.NaN);
  const own = new Float64Array(codes.length);
  const weights = new Float64Array(shape.rows).fill(Number.NaN);
  const ranks = new SoftRanks();
  return {
    at: (row, entry, code) => {
      if (code < 0) return Number.NaN;
      if (Number.isNaN(novelties[code]!)) workOut(code);
      const novelty = novelties[code]!;
      if (novelty < 0) return Number.NaN;
      const weight = entry < 0 ? 0 : weightAt(entry);
      // Who only failed there is little better than a stranger.
      return weight >= FAMILIAR ? own[entry]! : surpriseOfStranger(row, weight, code);
    },
    noveltyAt: (code) => {
      if (Number.isNaN(novelties[code]!)) workOut(code);
      return novelties[code]! < 0 ? Number.NaN : novelties[code]!;
    },
    newP: (row) => table.newP(row),
  };

  function weightAt(entry: number): number {
    return succeeded[entry]! + failureWeight * failed[entry]!;
  }

  function surpriseOfStranger(row: number, weight: number, code: number): number {
    const novelty = novelties[code]!;
    const fresh = novelty * table.newP(row);
    return surprise(weight === 0 ? fresh : Math.max((1 - novelty) * rankAt(code, weight), fresh));
  }

  /** Among all accounts at a machine. */
  function rankAt(code: number, weight: number): number {
    const [first, end] = [starts[code]!, starts[code + 1]!];
    const present = ranks.reserve(end - first);
    for (let i = first; i < end; i++) present[i - first] = weightAt(entries[i]!);
    ranks.take(end - first);
    return ranks.of(weight);
  }

  function workOut(code: number): void {
    const [first, end] = [starts[code]!, starts[code + 1]!];
    let [familiar, events, failures, fewFailures] = [0, 0, 0, 0];
    const masses = new Map<number, number>();
    for (let i = first; i < end; i++) {
      const entry = entries[i]!;
      const weight = weightAt(entry);
      if (weight === 0) continue;
      events += succeeded[entry]!;
      failures += failed[entry]!;
      if (weight >= 1) familiar += 1;
      else fewFailures += failed[entry]!;
      const lift = liftOf(weight / weightOf(rows[entry]!));
      own[entry] = lift;
      masses.set(lift, (masses.get(lift) ?? 0) + weight);
    }
    if (masses.size === 0) {
      novelties[code] = -1;
      return;
    }
    const novelty = noveltyOf(
      familiar + failureWeight * fewFailures,
      events + failureWeight * failures,
      table,
    );
    novelties[code] = novelty;
    const lifts = Float64Array.from(masses.keys());
    const lifted = Float64Array.from(masses.values());
    const surprises = new Map<number, number>();
    for (const lift of lifts)
      surprises.set(lift, surprise(novelty + (1 - novelty) * softRank(lift, lifts, lifted)));
    for (let i = first; i < end; i++) {
      const entry = entries[i]!;
      if (weightAt(entry) > 0) own[entry] = surprises.get(own[entry]!)!;
    }
  }

  /** Of an account at all machines. */
  function weightOf(row: number): number {
    const known = weights[row]!;
    if (!Number.isNaN(known)) return known;
    let [events, failures] = [0, 0];
    for (let entry = rowStarts[row]!; entry < rowStarts[row + 1]!; entry++) {
      events += succeeded[entry]!;
      failures += failed[entry]!;
    }
    return (weights[row] = events + failureWeight * failures);
  }
}

function liftOf(share: number): number {
  return 2 ** (Math.round(STEPS_PER_DOUBLING * Math.log2(share)) / STEPS_PER_DOUBLING);
}
