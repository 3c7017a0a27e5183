import type { SplunkWarning } from '@sidecar/splunk-client';
import type { SidecarConfig } from '../config/index.ts';
import type { InputCounts } from '../input/input-counts.ts';
import type { SidecarModel } from '../model.ts';
import type { LedgerStage, TimeSpan } from '../records/model-run.ts';
import type { IndexWindow } from '../slices/slice.ts';
import { modelSummary, noModel } from '../train/model-summary.ts';
import { appendToFiles } from './append-to-files.ts';
import type { RunDrift } from './choose-model.ts';
import type { WrittenTarget } from './plan-writes.ts';
import { writeLedger } from './write-ledger.ts';

/** What one run of a stage has done. */
export interface StageFacts {
  readonly stage: Exclude<LedgerStage, 'run'>;
  /** Its own: a record of the same name is replaced. */
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
  /** Outliers that scoring decided, and incidents that began, grew or ended; of no account for the other stages. */
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
  readonly onWarning?: ((warning: SplunkWarning) => void) | undefined;
}

/**
 * Adds one run of a stage to the history of runs, `auth_model_runs`, in every configured place. Never throws for a place that fails: it is told among the targets, with the
 * reason, as a run whose results are written has not failed. Records of `score` are many: `trimWindows` removes them sooner than the others.
 *
 * @throws the signal's reason when aborted.
 */
export async function writeStageLedger(
  facts: StageFacts,
  { config, ...options }: WriteStageLedgerOptions,
): Promise<WrittenTarget[]> {
  const { stage, runId, startedAt, model, modelReason, counts, drift, writes } = facts;
  const { modeling, ingestion } = config;
  const decides = stage === 'score';
  const summary = model === null ? noModel : modelSummary(model.model, model.version, '', modeling);
  const found = {
    ...counts,
    ...summary,
    modelReason,
    outliers: decides ? facts.outliers : null,
    incidents: decides ? facts.incidents : null,
    drift,
    writes,
  };
  const known = {
    stage,
    runId,
    startedAt,
    durationSeconds: facts.durationSeconds,
    stageSeconds: facts.stageSeconds ?? {},
    model: model?.model ?? null,
    isTrained: stage === 'train' && model !== null,
    trainedAt: model?.trainedAt ?? null,
    span: facts.span,
    window: facts.window,
    setAside: facts.setAside,
    outlierMode: modeling.outlier_mode,
    mostRejected: ingestion.max_rejected_share,
  };
  return writeLedger(found, known, { config, runId, ...options }, { toFiles: appendToFiles });
}
