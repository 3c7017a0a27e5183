import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { AuthEvent } from '@sidecar/events';
import type { SidecarConfig } from '../config/index.ts';
import type { InputCounts } from '../input/input-counts.ts';
import { loadFollowed } from '../kept/load-followed.ts';
import type { KeptEvents } from '../kept/load-kept.ts';
import { saveTrained } from '../kept/save-trained.ts';
import type { SidecarModel } from '../model.ts';
import { limitAccounts } from '../observe/limit-accounts.ts';
import { observeEvents } from '../observe/observed-events.ts';
import { setAsideBursts } from '../observe/set-aside-bursts.ts';
import type { Progress } from '../progress.ts';
import { compareKinds } from '../store/compare-kinds.ts';
import { forgottenNotes } from '../store/forgotten-notes.ts';
import { foldedNotes, foldedOf, type Folded } from './folded.ts';
import { modelSummary, type ModelSummary, noModel } from './model-summary.ts';
import { readTrainingEvents, type TrainingMaterial } from './read-training-events.ts';
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

export interface TrainedModel {
  /** Null if there was no event. */
  readonly model: SidecarModel | null;
  readonly counts: InputCounts;
}

export interface TrainToFileOptions extends TrainOptions {
  readonly modelPath: string;
  /**
   * Adds the events to those that the model was trained on, instead of beginning anew, and forgets those before the window.
   * The model is the same as one trained on all events of the window at once. @default false
   */
  readonly update?: boolean;
}

/** About 5 kB of memory each, and 400 bytes of the model for every span of time. */
const MOST_ACCOUNTS = 200_000;

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
  const { preset, window_days: windowDays, time_zone } = options.config.modeling;
  const { now = new Date() } = options;
  const timeZone = preset === 'classic' ? null : time_zone;
  const material = await readTrainingEvents({ ...options, now, windowDays, kept, timeZone });
  const { counts } = material;
  try {
    if (counts.events === 0) return await use({ model: null, counts }, material);
    const model = await (preset === 'classic' ? trainClassicOn : trainBehaviorOn)(material, options);
    await giveTurn(options.signal);
    return await use({ model, counts }, material);
  } finally {
    await material.early?.remove();
    await material.selection.events.remove();
  }
}

async function trainBehaviorOn(
  { selection, early, rejections }: TrainingMaterial,
  options: TrainOptions,
): Promise<SidecarModel> {
  const { modeling } = options.config;
  const { events: stored, window } = selection;
  await stepper(options)('ordering');
  const accounts = limitAccounts(stored, MOST_ACCOUNTS);
  const { signal } = options;
  const isUncounted = accounts.isLeftOut;
  const all =
    (isUncounted === undefined ? early?.of(stored, signal) : null) ??
    (await observeEvents(stored, { timeZone: modeling.time_zone, signal, isUncounted }));
  try {
    const { events, notes } = await setAsideBursts(all);
    try {
      const model = await trainBehavior(events, {
        settings: trainingSettings(modeling),
        rejected: rejections.reduce((sum, { rejected }) => sum + rejected, 0),
        rateState: events.rateState,
        onStep: stepper(options),
      });
      const { training } = model;
      const facts = {
        ...training,
        notes: [...forgottenNotes(stored.kinds), ...accounts.notes, ...notes, ...training.notes],
      };
      return { ...model, training: window === null ? facts : { ...facts, window } };
    } finally {
      await events.remove();
    }
  } finally {
    await all.remove();
  }
}

async function trainClassicOn(
  { selection: { events: stored, window } }: TrainingMaterial,
  options: TrainOptions,
): Promise<SidecarModel> {
  const events: AuthEvent[] = [];
  for (const { times, kinds } of stored.blocks()) {
    times.forEach((time, i) => events.push({ ...stored.kindAt(kinds[i]!), time }));
  }
  // Classic clusters depend, in their last bits, on the order of events.
  events.sort((a, b) => a.time - b.time || compareKinds(a, b));
  await stepper(options)('clustering');
  const settings = trainingSettings(options.config.modeling);
  const { trainClassic } = await import('../classic/train-classic.ts');
  const trained = trainClassic(events, { kCandidates: settings.candidates, seed: settings.seed });
  const notes = [...forgottenNotes(stored.kinds), ...trained.notes];
  return { preset: 'classic', settings, ...trained, notes, ...(window !== null && { window }) };
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
