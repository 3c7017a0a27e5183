import type { AuthEvent } from '@sidecar/events';
import type { ModelingConfig, SidecarConfig } from '../config/index.ts';
import type { InputCounts } from '../input/input-counts.ts';
import type { SidecarModel } from '../model.ts';
import { limitAccounts } from '../observe/limit-accounts.ts';
import { observeEvents } from '../observe/observed-events.ts';
import { setAsideBursts } from '../observe/set-aside-bursts.ts';
import { compareKinds } from '../store/compare-kinds.ts';
import { forgottenNotes } from '../store/forgotten-notes.ts';
import type { ReadTrainingOptions, TrainingMaterial } from './read-training-events.ts';
import { giveTurn, stepper, type StepperOptions } from './stepper.ts';
import { trainBehavior } from './train-behavior.ts';
import { trainingSettings } from './training-settings.ts';

export interface TrainedModel {
  /** Null if there was no event. */
  readonly model: SidecarModel | null;
  readonly counts: InputCounts;
}

export interface TrainOnMaterialOptions extends StepperOptions {
  readonly config: Pick<SidecarConfig, 'modeling'>;
}

/** About 5 kB of memory each, and 400 bytes of the model for every span of time. */
const MOST_ACCOUNTS = 200_000;

/** How material is read for a training with these settings. */
export function materialSettings({
  preset,
  window_days: windowDays,
  time_zone,
}: ModelingConfig): Pick<ReadTrainingOptions, 'windowDays' | 'timeZone'> {
  return { windowDays, timeZone: preset === 'classic' ? null : time_zone };
}

/**
 * Trains on what was read, wherever it came from: a model depends on its events and settings alone.
 *
 * @param material - Read with `materialSettings`; it is removed in the end.
 * @param use - The material is there until it is done.
 */
export async function trainOnMaterial<T>(
  material: TrainingMaterial,
  options: TrainOnMaterialOptions,
  use: (trained: TrainedModel, material: TrainingMaterial) => Promise<T>,
): Promise<T> {
  const { counts } = material;
  const train = options.config.modeling.preset === 'classic' ? trainClassicOn : trainBehaviorOn;
  try {
    if (counts.events === 0) return await use({ model: null, counts }, material);
    const model = await train(material, options);
    await giveTurn(options.signal);
    return await use({ model, counts }, material);
  } finally {
    await material.early?.remove();
    await material.selection.events.remove();
  }
}

async function trainBehaviorOn(
  { selection, early, rejections }: TrainingMaterial,
  options: TrainOnMaterialOptions,
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
  options: TrainOnMaterialOptions,
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
