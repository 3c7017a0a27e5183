import type { SidecarConfig } from '../config/index.ts';
import { driftOf } from '../drift/drift.ts';
import type { InputCounts } from '../input/input-counts.ts';
import type { SidecarModel } from '../model.ts';
import type { RunDrift } from '../run/choose-model.ts';
import { mergeCounts } from './merge-counts.ts';
import { type KnownSlice, readSlices } from './read-slices.ts';

export interface DriftOnSlicesOptions {
  readonly config: SidecarConfig;
  readonly signal?: AbortSignal | undefined;
}

export interface SlicesDrift {
  /** Null if there was no event. */
  readonly drift: RunDrift | null;
  readonly counts: InputCounts;
}

/**
 * Compares the events of slices, in any order, with those a model was trained on, as `sidecar drift` does with files.
 *
 * @throws SliceError if a slice is damaged; IoError if there is no room for temporary files; what a source throws; the signal's reason.
 */
export async function driftOnSlices(
  model: SidecarModel,
  slices: readonly KnownSlice[],
  { config, signal }: DriftOnSlicesOptions,
): Promise<SlicesDrift> {
  const counts = mergeCounts(slices.map(({ facts }) => facts));
  if (counts.events === 0) return { drift: null, counts };
  const { drifted, culprit, comparisons, bursts, withBursts } = await driftOf(
    model,
    async (store) => {
      await readSlices(slices, store, { signal });
      return counts;
    },
    { config, signal },
  );
  return { drift: { drifted, culprit, comparisons, bursts, withBursts }, counts };
}
