import type { SidecarConfig } from '../config/index.ts';
import type { InputCounts } from '../input/input-counts.ts';
import type { SidecarModel } from '../model.ts';
import type { TimeSpan } from '../records/model-run.ts';
import type { IndexWindow } from '../slices/slice.ts';
import type { RunDrift } from './choose-model.ts';
import type { WrittenTarget } from './plan-writes.ts';

/** What one run of a stage has done. */
export interface StageFacts {
  readonly stage: 'train' | 'score' | 'drift';
  readonly runId: string;
  readonly startedAt: Date;
  readonly durationSeconds: number;
  /** Seconds of each part of it. @default none is told */
  readonly stageSeconds?: Readonly<Record<string, number>>;
  /** The model that it made or used; null without one. */
  readonly model: StageModel | null;
  /** Why it did what it did with the model, in words. */
  readonly modelReason: string;
  readonly counts: InputCounts;
  /** First and last time of its events; null without events. */
  readonly span: TimeSpan | null;
  /** Index time that was scored; null for the other stages. */
  readonly window: IndexWindow | null;
  readonly outliers: number;
  readonly incidents: number;
  /** Null if it was not asked. */
  readonly drift: RunDrift | null;
  /** Windows or slices that were set aside in this run. */
  readonly setAside: number;
  readonly writes: readonly WrittenTarget[];
}

export interface StageModel {
  readonly version: string;
  readonly model: SidecarModel;
  /** ISO time; null if nobody noted it. */
  readonly trainedAt: string | null;
}

export interface WriteStageLedgerOptions {
  readonly config: SidecarConfig;
  readonly signal?: AbortSignal | undefined;
}

/** Adds one record to `auth_model_runs`. Not done yet. */
export async function writeStageLedger(
  { stage }: StageFacts,
  _options: WriteStageLedgerOptions,
): Promise<WrittenTarget[]> {
  throw new RangeError(`${stage} cannot be noted yet`);
}
