import type { Readable } from 'node:stream';
import type { BehaviorModel } from '@sidecar/scoring';
import type { SidecarConfig } from '../config/index.ts';
import { createInputTally, type InputCounts } from '../input/input-counts.ts';
import { readEvents } from '../input/read-events.ts';
import type { Progress } from '../progress.ts';
import { saveModel } from '../registry/index.ts';
import { modelSummary, type ModelSummary, noModel } from './model-summary.ts';
import { createObservationTable } from './observation-table.ts';
import { trainBehavior } from './train-behavior.ts';
import { trainingSettings } from './training-settings.ts';

/** How far beyond the clock an event may lie before it is refused: clocks and zones are set wrongly. */
export const FUTURE_TOLERANCE_MS = 86_400_000;

export interface TrainOptions {
  /** NDJSON files, gzip accepted; `-` is standard input. */
  readonly inputs: readonly string[];
  readonly config: SidecarConfig;
  /** @default new Date() */
  readonly now?: Date;
  readonly stdin?: Readable | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
}

/** What a training gave; without any event no model was written. */
export type TrainReport = InputCounts & ModelSummary;

export interface TrainedModel {
  /** Null if there was no event. */
  readonly model: BehaviorModel | null;
  readonly counts: InputCounts;
}

/**
 * Trains on files and writes the model, whole or not at all.
 *
 * @throws IoError if a file cannot be read or the model not be written.
 */
export async function train({ modelPath, ...options }: TrainOptions & { readonly modelPath: string }): Promise<TrainReport> {
  const { model, counts } = await trainOnFiles(options);
  if (model === null) return { ...counts, ...noModel };
  const modelVersion = await saveModel(modelPath, model, { createdAt: options.now ?? new Date() });
  return { ...counts, ...modelSummary(model, modelVersion, modelPath) };
}

/** Trains on files; writes nothing. */
export async function trainOnFiles(options: TrainOptions): Promise<TrainedModel> {
  const { inputs, config, now = new Date(), stdin, signal, onProgress } = options;
  const { modeling } = config;
  const tally = createInputTally();
  const table = createObservationTable(modeling.time_zone);
  const latest = now.getTime() + FUTURE_TOLERANCE_MS;
  for await (const batch of readEvents({ inputs, tally, latest, stdin, signal, onProgress, stage: 'reading' })) {
    for (const line of batch) if ('event' in line) table.add(line.event);
  }
  const counts = tally.counts();
  if (table.size === 0) return { model: null, counts };
  const rateState = table.finish();
  const model = trainBehavior(table, {
    settings: trainingSettings(modeling),
    rejected: counts.rejected,
    rateState,
    onStep: (stage) => {
      signal?.throwIfAborted();
      onProgress?.({ stage, done: 0, note: 'done' });
    },
  });
  return { model, counts };
}
