import type { IncidentGrouperState, ScorerState } from '@sidecar/scoring';
import type { IndexWindow } from '../slices/slice.ts';

/** Name of its file in `worker.state_dir`: gzip of JSON. */
export const CHECKPOINT_FILE = 'checkpoint.json.gz';

/** A window, or a slice of a training, that could not be worked through. */
export interface SetAside {
  readonly stage: 'train' | 'score' | 'drift';
  readonly window: IndexWindow;
  readonly reason: string;
  /** ISO time. */
  readonly at: string;
  readonly attempts: number;
}

/**
 * All that a worker must remember from one window to the next, one file: how far it has come, and the state that the next window is scored
 * with. It is replaced only when everything before `scoredTo` is written and confirmed, so whoever begins with it does again what was not, with
 * the same result.
 */
export interface Checkpoint {
  readonly version: 1;
  /** Index time up to which everything is scored, written and confirmed, epoch seconds; a multiple of `worker.score.window_seconds`. */
  readonly scoredTo: number;
  /** Which records of `auth_events` are extended: their `run_id`. Null before anything was written to KV Store. */
  readonly generation: string | null;
  /** Version of the model that the last window was scored with. */
  readonly modelVersion: string;
  /** What scoring remembers. Null before the first window. */
  readonly scorer: ScorerState | null;
  /** Incidents that may still grow. */
  readonly incidents: IncidentGrouperState | null;
  /** Epoch ms of the latest alert that was grouped; later ones that are older join as if of this time. */
  readonly lastAlertTime: number | null;
  /** What is told to whom, as `@sidecar/alerts` has it: plain data. */
  readonly alerts: unknown;
  readonly setAside: readonly SetAside[];
  /** Alerts (outliers) of each of the last days that had windows, by day in UTC (`2026-01-31`), at most 30: what the budget realised. */
  readonly alertsByDay: Readonly<Record<string, number>>;
}
