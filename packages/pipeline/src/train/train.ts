import type { Readable } from 'node:stream';
import type { SidecarConfig } from '../config/index.ts';
import type { InputCounts } from '../input/input-counts.ts';
import { readKinds } from '../input/read-kinds.ts';
import { loadFollowed } from '../kept/load-followed.ts';
import type { KeptEvents } from '../kept/load-kept.ts';
import { saveTrained } from '../kept/save-trained.ts';
import type { Progress } from '../progress.ts';
import { foldedNotes, foldedOf, type Folded } from './folded.ts';
import { modelSummary, type ModelSummary, noModel } from './model-summary.ts';
import { readTrainingEvents, type TrainingMaterial } from './read-training-events.ts';
import { materialSettings, trainOnMaterial, type TrainedModel } from './train-on-material.ts';
import { stepper } from './stepper.ts';

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
  /**
   * 2 to read in a thread of its own, where there is enough to read; what comes of it is the same.
   *
   * @default 1
   */
  readonly threads?: number | undefined;
}

/** What a training gave; without any event no model was written. */
export interface TrainReport extends InputCounts, ModelSummary {
  /** What became of the kept events and of the new ones. */
  readonly folded: Folded;
  /** Where the events are kept; empty if they are not. */
  readonly keptPath: string;
}

export interface TrainToFileOptions extends TrainOptions {
  readonly modelPath: string;
  /**
   * Adds the events to those that the model was trained on, instead of beginning anew, and forgets those before the window.
   * The model is the same as one trained on all events of the window at once. @default false
   */
  readonly update?: boolean;
}

/**
 * Trains on files and writes the model, whole or not at all, with its events beside it unless the configuration says otherwise.
 *
 * @throws IoError if a file cannot be read or the model not be written; ModelError if an update finds no events of the model, or
 *   damaged ones, or if another process has replaced the model in the meantime.
 */
export async function train({
  modelPath,
  update = false,
  ...options
}: TrainToFileOptions): Promise<TrainReport> {
  const { config, now = new Date(), signal, onProgress } = options;
  if (update) onProgress?.({ stage: 'loading', done: 0 });
  const followed = update ? await loadFollowed(modelPath, signal) : null;
  if (followed !== null) onProgress?.({ stage: 'loading', done: followed.kept.events });
  return withTrained({ ...options, now }, followed?.kept ?? null, async ({ model, counts }, material) => {
    const folded = foldedOf(material);
    if (model === null) return { ...counts, ...noModel, folded, keptPath: '' };
    await stepper(options)('writing');
    const saved = await saveTrained(modelPath, model, {
      createdAt: now,
      keep: config.modeling.keep_events ? { ...material, events: material.selection.events } : null,
      follows: followed?.mark ?? null,
    });
    const summary = modelSummary(model, saved.version, modelPath, config.modeling);
    const notes = [...summary.notes, ...foldedNotes(material)];
    return { ...counts, ...summary, notes, folded, keptPath: saved.keptPath };
  });
}

/** Trains on files; writes nothing. */
export async function trainOnFiles(options: TrainOptions): Promise<TrainedModel> {
  return withTrained(options, null, async (trained) => trained);
}

/** Trains on files and, if any, the events of an earlier training; what it was trained on is there only until `use` is done. */
async function withTrained<T>(
  options: TrainOptions,
  kept: KeptEvents | null,
  use: (trained: TrainedModel, material: TrainingMaterial) => Promise<T>,
): Promise<T> {
  const { config, now = new Date() } = options;
  const { windowDays, timeZone } = materialSettings(config.modeling);
  const reading = { ...options, now };
  const material = await readTrainingEvents((store) => readKinds(reading, store), {
    windowDays,
    timeZone,
    kept,
    signal: options.signal,
  });
  return trainOnMaterial(material, options, use);
}
