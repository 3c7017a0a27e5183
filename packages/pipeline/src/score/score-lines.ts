import type { AuthEvent } from '@sidecar/events';
import { type BehaviorModel, createExplainer, createScorer, type DecisionOptions, isLater, type Scored, type Scorer } from '@sidecar/scoring';
import type { InputLine } from '../input/read-events.ts';
import { createEventKeys } from '../records/event-key.ts';
import { eventFields, type EventFields } from '../records/event-fields.ts';
import { type ScoreFields, scoreFields } from '../records/score-fields.ts';
import { createObservationTable, type ObservationTable } from '../train/observation-table.ts';

/** Thrown at the first event that is older than the one before; the caller begins anew, in order. */
export class OutOfOrder extends Error {}

/** A line scored, or rejected. */
export type ScoredLine = ScoredEvent | { readonly rejection: { readonly reason: string; readonly detail: string } };

export interface ScoredEvent {
  readonly key: string;
  /** Fields of the line. */
  readonly row: Readonly<Record<string, unknown>>;
  readonly event: AuthEvent;
  readonly scored: Scored;
  readonly eventFields: EventFields;
  readonly scoreFields: ScoreFields;
}

type Batches = () => AsyncIterable<readonly InputLine[]>;

export interface ScoreLinesOptions {
  readonly model: BehaviorModel;
  readonly decision: DecisionOptions;
}

/**
 * Scores lines as they come, as long as their events are in time order.
 *
 * @throws OutOfOrder at the first event that is older than the one before.
 */
export async function* scoreInOrder(batches: Batches, options: ScoreLinesOptions): AsyncGenerator<ScoredLine[], void, undefined> {
  let latest = Number.NEGATIVE_INFINITY;
  const scorer = createScorer(options.model, { decision: options.decision });
  const scoreNext = (event: AuthEvent): Scored => {
    if (event.time < latest) throw new OutOfOrder();
    latest = event.time;
    return scorer.score(event);
  };
  yield* scoreBatches(batches, scorer, scoreNext, true);
}

/**
 * Scores lines in any order: goes through them once to follow the rates in time order, and once more to score them. Gives
 * what `scoreInOrder` would give for the same events sorted.
 */
export async function* scoreSorted(batches: Batches, options: ScoreLinesOptions): AsyncGenerator<ScoredLine[], void, undefined> {
  const scorer = createScorer(options.model, { decision: options.decision });
  const table = await observe(batches, scorer.baseline.timeZone);
  table.finish(isLater({ time: table.firstTime() }, options.model) ? options.model.rateState : undefined);
  let i = 0;
  yield* scoreBatches(batches, scorer, () => scorer.scoreObservation(table.added(i++)), false);
}

async function observe(batches: Batches, timeZone: string): Promise<ObservationTable> {
  const table = createObservationTable(timeZone);
  for await (const batch of batches()) {
    for (const line of batch) if ('event' in line) table.add(line.event);
  }
  return table;
}

async function* scoreBatches(
  batches: Batches,
  scorer: Scorer,
  scoreNext: (event: AuthEvent) => Scored,
  inTimeOrder: boolean,
): AsyncGenerator<ScoredLine[], void, undefined> {
  const explain = createExplainer(scorer);
  const keys = createEventKeys({ inTimeOrder });
  for await (const batch of batches()) {
    yield batch.map((line): ScoredLine => {
      if (!('event' in line)) return line;
      const { row, event } = line;
      const scored = scoreNext(event);
      const fields = { eventFields: eventFields(event), scoreFields: scoreFields(scored, explain) };
      return { key: keys.keyOf(event), row, event, scored, ...fields };
    });
  }
}
