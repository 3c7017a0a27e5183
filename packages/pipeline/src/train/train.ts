import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { AuthEvent } from '@sidecar/events';
import { trainClassic } from '../classic/train-classic.ts';
import type { SidecarConfig } from '../config/index.ts';
import { createInputTally, type InputCounts } from '../input/input-counts.ts';
import { readEvents } from '../input/read-events.ts';
import type { SidecarModel } from '../model.ts';
import type { Progress } from '../progress.ts';
import { saveModel } from '../registry/index.ts';
import { modelSummary, type ModelSummary, noModel } from './model-summary.ts';
import { createObservationTable } from './observation-table.ts';
import { trainBehavior } from './train-behavior.ts';
import { trainingSettings } from './training-settings.ts';

export interface TrainOptions {
  /** NDJSON files, gzip accepted; `-` is standard input. */
  readonly inputs: readonly string[];
  /** What inputs are called in samples, where that is not their path. */
  readonly names?: ReadonlyMap<string, string> | undefined;
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
  readonly model: SidecarModel | null;
  readonly counts: InputCounts;
}

/**
 * Trains on files and writes the model, whole or not at all.
 *
 * @throws IoError if a file cannot be read or the model not be written.
 */
export async function train({
  modelPath,
  ...options
}: TrainOptions & { readonly modelPath: string }): Promise<TrainReport> {
  const { model, counts } = await trainOnFiles(options);
  if (model === null) return { ...counts, ...noModel };
  const modelVersion = await saveModel(modelPath, model, { createdAt: options.now ?? new Date() });
  return { ...counts, ...modelSummary(model, modelVersion, modelPath) };
}

/** Trains on files; writes nothing. */
export async function trainOnFiles(options: TrainOptions): Promise<TrainedModel> {
  const isClassic = options.config.modeling.preset === 'classic';
  const trained = await (isClassic ? trainClassicOnFiles(options) : trainBehaviorOnFiles(options));
  await giveTurn(options.signal);
  return trained;
}

async function trainBehaviorOnFiles(options: TrainOptions): Promise<TrainedModel> {
  const { modeling } = options.config;
  const table = createObservationTable(modeling.time_zone);
  const counts = await readAll(options, (event) => table.add(event));
  if (table.size === 0) return { model: null, counts };
  const rateState = table.finish();
  const settings = trainingSettings(modeling);
  const model = await trainBehavior(table, {
    settings,
    rejected: counts.rejected,
    rateState,
    onStep: stepper(options),
  });
  return { model, counts };
}

async function trainClassicOnFiles(options: TrainOptions): Promise<TrainedModel> {
  const events: AuthEvent[] = [];
  const counts = await readAll(options, (event) => events.push(event));
  if (events.length === 0) return { model: null, counts };
  await stepper(options)('clustering');
  const settings = trainingSettings(options.config.modeling);
  const trained = trainClassic(events, { kCandidates: settings.candidates, seed: settings.seed });
  return { model: { preset: 'classic', settings, ...trained }, counts };
}

async function readAll(
  { now = new Date(), ...options }: TrainOptions,
  take: (event: AuthEvent) => void,
): Promise<InputCounts> {
  const tally = createInputTally();
  for await (const batch of readEvents({ ...options, now, tally, stage: 'reading' })) {
    for (const line of batch) if ('event' in line) take(line.event);
  }
  return tally.counts();
}

function stepper({ signal, onProgress }: TrainOptions): (stage: string) => Promise<void> {
  return async (stage) => {
    onProgress?.({ stage, done: 0, note: 'done' });
    await giveTurn(signal);
  };
}

/** Lets an interruption be heard and progress be drawn between two long computations. */
async function giveTurn(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  signal?.throwIfAborted();
}
