import { setImmediate } from 'node:timers/promises';
import { createExplainer, createScorer, type ScorerState } from '@sidecar/scoring';
import type { SidecarConfig } from '../config/index.ts';
import { decisionOptions } from '../decision-options.ts';
import type { SidecarModel } from '../model.ts';
import { scoreFields, scoreParts } from '../records/score-fields.ts';
import { openSlices } from '../slices/open-slices.ts';
import type { TimedKind } from '../score/event-judge.ts';
import type { ScoredSlice } from './scored-window.ts';
import { openWindowRecords } from './open-window-records.ts';

/**
 * Scores windows one after the other, and lives across them. One whose window broke off refuses to go on, as its state is neither that before
 * the window nor that after it: begin anew with the state before.
 */
export interface WindowScorer {
  /**
   * Goes through the events of a window for the sake of the state alone.
   *
   * @param slice - Bytes of a `Slice`.
   * @param notAfter - End of the window, epoch ms: nothing of it happened later, whatever an event of a clock that is ahead says.
   * @throws SliceError if they are damaged; IoError if there is no room for temporary files; the signal's reason.
   */
  follow(slice: Uint8Array, notAfter?: number): Promise<void>;
  /**
   * Scores the events of a window and writes their records into a file. The state is then the very one that `follow` leaves.
   *
   * @throws as `follow`, and IoError if the file cannot be written.
   */
  score(slice: Uint8Array, options: ScoreWindowOptions): Promise<ScoredSlice>;
  /** What is remembered, plain data, for another scorer to go on from. */
  state(): ScorerState;
}

export interface ScoreWindowOptions {
  /** Noted in every record. */
  readonly runId: string;
  /** Where the records go, as NDJSON; the file appears whole or not at all. */
  readonly recordsPath: string;
  /** End of the window, epoch ms, as for `follow`. @default no limit */
  readonly notAfter?: number;
}

export interface WindowScorerOptions {
  /** The same object for all scorers of a model: what is made of it is made once (`preparedModel`). */
  readonly model: SidecarModel;
  /** Of the model, noted in every record. */
  readonly version: string;
  readonly config: Pick<SidecarConfig, 'modeling'>;
  /** State at the beginning of the next window, whichever model left it. Null to begin without. */
  readonly state: ScorerState | null;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Scores events window by window with the results of one process that scores all of them: given the state that the window before left, each event
 * gets the record that `score` and `run` give it, to the last digit, and the same key.
 *
 * This holds where time goes on from window to window. An event that is not later than all of the window before (late, or of the instant at which
 * the windows were cut) is scored as `Scorer` has it; and one that equals an event of an earlier window in every field has the key of that, as if it
 * had been read twice.
 *
 * @throws RangeError for a model of the preset `classic`, whose scores depend on all events at once, or one of another version.
 * @example
 * const scorer = createWindowScorer({ model, version, config, state: null });
 * await scorer.follow(first.bytes);
 * const { outlierEvents } = await scorer.score(second.bytes, { runId, recordsPath });
 */
export function createWindowScorer({
  model,
  version,
  config,
  state,
  signal,
}: WindowScorerOptions): WindowScorer {
  if (model.preset !== 'behavior')
    throw new RangeError(
      `the model has preset ${model.preset}, expected behavior: windows are scored by no other`,
    );
  const scorer = createScorer(model, { decision: decisionOptions(config), from: state ?? undefined });
  const explain = createExplainer(scorer);
  let isWhole = true;

  return {
    follow: (slice, notAfter) =>
      through(slice, ({ kind, time }) => void scorer.followAt(kind, time, notAfter)),
    score: async (slice, { runId, recordsPath, notAfter }) => {
      requireWhole();
      const before = scorer.forgotten();
      const records = await openWindowRecords(recordsPath, { model_version: version, run_id: runId });
      try {
        await through(slice, (event) =>
          records.add(
            event,
            scoreFields(scoreParts(scorer.scoreAt(event.kind, event.time, notAfter), explain)),
          ),
        );
        const found = await records.close();
        return { recordsPath, ...found, forgotten: scorer.forgotten() - before };
      } catch (error) {
        isWhole = false;
        await records.abort();
        throw error;
      }
    },
    state: () => {
      requireWhole();
      return scorer.state();
    },
  };

  function requireWhole(): void {
    if (!isWhole) throw new RangeError('a window broke off: begin anew with the state before it');
  }

  /** Takes the events of a slice in order, and waits when it is told to. Others have their turn between two blocks of events. */
  async function through(
    slice: Uint8Array,
    take: (event: TimedKind) => Promise<void> | undefined | void,
  ): Promise<void> {
    requireWhole();
    isWhole = false;
    const events = await openSlices([async () => slice], { signal });
    try {
      for (const { times, kinds } of events.blocks()) {
        signal?.throwIfAborted();
        for (let i = 0; i < times.length; i++) {
          const full = take({ kind: events.kindAt(kinds[i]!), time: times[i]! });
          if (full !== undefined) await full;
        }
        await setImmediate();
      }
    } finally {
      await events.remove();
    }
    isWhole = true;
  }
}
