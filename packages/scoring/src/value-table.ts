import { byValue, type Column } from './history/column.ts';
import { SoftRanks } from './soft-ranks.ts';
import { surprise } from './surprise.ts';

/**
 * What all subjects together tell about the values of one facet. A subject is an account, or a machine that accounts log on to, or
 * a cluster. Values are given by their codes; -1 stands for one that is not known.
 */
export interface ValueTable {
  /** Surprise of a value by how few events have it. */
  eventSurprise(code: number): number;
  /** How odd it is that a value new to a subject is this one, by how few subjects have it, in (0, 1]. */
  newP(code: number): number;
  /** Whether any event with the value succeeded. */
  isKnown(code: number): boolean;
  /** Surprise of a value that no event had. */
  readonly unseenSurprise: number;
  /** Share of first uses by a subject in which the value was new to everybody. */
  readonly freshShare: number;
  /** Distinct values by events, averaged over subjects: how often a subject shows a new value. */
  readonly novelty: number;
}

/**
 * Use of values: their familiarity, a success counting 1 and a failure less, summed over events, and over subjects, for each of
 * whom it is 1 at most. The sums are of whole numbers, so their order has no say.
 */
class Uses {
  /** Whether a success was among them. */
  readonly succeeded: Uint8Array;
  readonly events: Float64Array;
  readonly subjects: Float64Array;
  totalEvents = 0;
  totalSubjects = 0;

  constructor({ succeeded, failed }: Column, values: number, keys: Uint32Array, failureWeight: number) {
    const failures = new Float64Array(values);
    const fewFailures = new Float64Array(values);
    this.succeeded = new Uint8Array(values);
    this.events = new Float64Array(values);
    this.subjects = new Float64Array(values);
    let [allFailures, allFewFailures] = [0, 0];
    for (let entry = 0; entry < keys.length; entry++) {
      const key = keys[entry]!;
      const count = failed[entry]!;
      if (succeeded[entry]! > 0) this.succeeded[key] = 1;
      this.events[key]! += succeeded[entry]!;
      this.totalEvents += succeeded[entry]!;
      failures[key]! += count;
      allFailures += count;
      if (succeeded[entry]! + failureWeight * count >= 1) {
        this.subjects[key]! += 1;
        this.totalSubjects += 1;
      } else {
        fewFailures[key]! += count;
        allFewFailures += count;
      }
    }
    for (let key = 0; key < values; key++) {
      this.events[key]! += failureWeight * failures[key]!;
      this.subjects[key]! += failureWeight * fewFailures[key]!;
    }
    this.totalEvents += failureWeight * allFailures;
    this.totalSubjects += failureWeight * allFewFailures;
  }
}

/** Of the values of a column; its rows are the subjects. @param failureWeight - What a failure counts, beside 1 for a success. */
export function valueTable(column: Column, failureWeight: number): ValueTable {
  const { values, codes } = column.shape;
  return tableOf(new Uses(column, values, codes, failureWeight));
}

/** The other way round: the values are subjects, whose values are the rows. */
export function rowTable(column: Column, failureWeight: number): ValueTable {
  const { rows } = byValue(column.shape);
  return tableOf(new Uses(column, column.shape.rows, rows, failureWeight));
}

function tableOf({ succeeded, events, subjects, totalEvents, totalSubjects }: Uses): ValueTable {
  const distinct = subjects.reduce((sum, use) => sum + Math.min(1, use), 0);
  const unseen = Math.min(1, (distinct + 1) / (totalEvents + 1));
  const freshShare = totalSubjects === 0 ? 1 : Math.min(1, distinct / totalSubjects);
  const unseenSurprise = surprise(unseen / 2);
  const [eventRanks, subjectRanks] = [lazyRanks(events), lazyRanks(subjects)];
  const eventSurprises = new Float64Array(events.length).fill(Number.NaN);
  const newPs = new Float64Array(events.length).fill(Number.NaN);
  const isUnseen = (code: number): boolean => code < 0 || code >= events.length || events[code] === 0;
  return {
    eventSurprise: (code) => {
      if (isUnseen(code)) return unseenSurprise;
      const known = eventSurprises[code]!;
      if (!Number.isNaN(known)) return known;
      return (eventSurprises[code] = surprise(unseen + (1 - unseen) * eventRanks().of(events[code]!)));
    },
    newP: (code) => {
      if (isUnseen(code)) return freshShare / 2;
      const known = newPs[code]!;
      if (!Number.isNaN(known)) return known;
      return (newPs[code] = freshShare + (1 - freshShare) * subjectRanks().of(subjects[code]!));
    },
    isKnown: (code) => succeeded[code] === 1,
    unseenSurprise,
    freshShare,
    novelty: totalEvents === 0 ? 1 : totalSubjects / totalEvents,
  };
}

function lazyRanks(weights: Float64Array): () => SoftRanks {
  let ranks: SoftRanks | undefined;
  return () => {
    if (ranks === undefined) {
      ranks = new SoftRanks();
      ranks.reserve(weights.length).set(weights);
      ranks.take(weights.length);
    }
    return ranks;
  };
}
