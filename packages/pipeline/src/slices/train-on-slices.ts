import type { SidecarConfig } from '../config/index.ts';
import { decisionOptions } from '../decision-options.ts';
import type { InputCounts } from '../input/input-counts.ts';
import type { SidecarModel } from '../model.ts';
import type { Progress } from '../progress.ts';
import type { Profiles } from '../score/scoring-engine.ts';
import type { StoredEvents } from '../store/stored-events.ts';
import { readTrainingEvents, type TrainingMaterial } from '../train/read-training-events.ts';
import { materialSettings, trainOnMaterial } from '../train/train-on-material.ts';
import { mergeCounts } from './merge-counts.ts';
import { missingNotes } from './missing-notes.ts';
import { openSlices } from './open-slices.ts';
import { type KnownSlice, readSlices } from './read-slices.ts';
import { profilesOfStored } from './profiles-of-stored.ts';
import { requireBehavior } from './require-behavior.ts';
import type { TimeSlice } from './slice.ts';

export interface TrainOnSlicesOptions {
  /** In any order. */
  readonly slices: readonly KnownSlice[];
  /** Slices of the same time that could not be read: at most 5 % of all, and the model notes them. @default none */
  readonly missing?: readonly TimeSlice[];
  readonly config: SidecarConfig;
  /** The day of the thresholds. */
  readonly now: Date;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
}

export interface TrainedOnSlices {
  /** Null if there was no event. */
  readonly model: SidecarModel | null;
  readonly counts: InputCounts;
  /** What a run with this model writes of just these events beside them; null without a model. */
  readonly profiles: Profiles | null;
}

/**
 * Trains on slices: the model and the profiles are the same as of a run on the same events in one file, however they were cut and in whatever
 * order the slices come. (Except beyond two million kinds of events: which of them are forgotten depends on their order.)
 *
 * Slices are fetched one after the other, of which only one is in memory; a second time if the model learns from a part of the events alone
 * (`modeling.window_days`), as profiles are of all.
 *
 * @throws ConfigError for another preset than behavior; SliceError if a slice is damaged, or too many are missing; IoError if there is no room for temporary files; what a source
 *   throws; the signal's reason if that stopped it.
 */
export async function trainOnSlices({
  slices,
  missing = [],
  config,
  now,
  signal,
  onProgress,
}: TrainOnSlicesOptions): Promise<TrainedOnSlices> {
  requireBehavior(config);
  const notes = missingNotes(missing, slices.length);
  const counts = mergeCounts(slices.map(({ facts }) => facts));
  const onSlice = (done: number): void =>
    onProgress?.({ stage: 'merging slices', done, total: slices.length });
  const material = await readTrainingEvents(
    async (store) => {
      await readSlices(slices, store, { signal, onSlice });
      return counts;
    },
    { ...materialSettings(config.modeling), kept: null, signal },
  );
  return trainOnMaterial(material, { config, signal, onProgress }, async ({ model }) => {
    if (model === null || model.preset === 'classic') return { model: null, counts, profiles: null };
    const noted = { ...model, training: { ...model.training, notes: [...notes, ...model.training.notes] } };
    const options = { decision: decisionOptions(config), now, signal };
    const profiles = await profilesOf(
      material,
      slices,
      (stored) => profilesOfStored(model, stored, options),
      signal,
    );
    return { model: noted, counts, profiles };
  });
}

/** Of all events, as a run scores them all: those that were trained on, unless some were left out. */
async function profilesOf(
  { selection: { events, tooOld } }: TrainingMaterial,
  slices: readonly KnownSlice[],
  make: (stored: StoredEvents) => Promise<Profiles>,
  signal: AbortSignal | undefined,
): Promise<Profiles> {
  if (tooOld === 0 && events.kinds.forgotten.events === 0) return make(events);
  const all = await openSlices(
    slices.map(({ source }) => source),
    { signal },
  );
  try {
    return await make(all);
  } finally {
    await all.remove();
  }
}
