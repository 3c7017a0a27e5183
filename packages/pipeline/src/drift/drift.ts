import type { Readable } from 'node:stream';
import type { SidecarConfig } from '../config/index.ts';
import { createInputTally, type InputCounts } from '../input/input-counts.ts';
import { readEvents } from '../input/read-events.ts';
import type { SidecarModel } from '../model.ts';
import type { Progress } from '../progress.ts';
import { loadSidecarModel } from '../registry/load-sidecar-model.ts';
import type { ReadInto } from '../train/read-training-events.ts';
import { type BehaviourDrift, createBehaviourCounts } from './behaviour-counts.ts';

export interface DriftFilesOptions {
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

export type DriftFilesReport = BehaviourDrift & InputCounts & { readonly modelVersion: string };

/**
 * Compares the events of files with those a model was trained on. Bursts of failures are reported apart and not compared.
 *
 * @throws IoError, or ModelError if the model is damaged or no model.
 */
export async function drift({
  modelPath,
  ...options
}: DriftFilesOptions & { readonly modelPath: string }): Promise<DriftFilesReport> {
  const { model, version } = await loadSidecarModel(modelPath);
  return { ...(await driftOfFiles(model, options)), modelVersion: version };
}

/** As `drift`, with a model that is at hand. */
export async function driftOfFiles(
  model: SidecarModel,
  { config, now = new Date(), ...options }: DriftFilesOptions,
): Promise<BehaviourDrift & InputCounts> {
  const read: ReadInto = async (store) => {
    const tally = createInputTally();
    for await (const batch of readEvents({ ...options, now, tally, stage: 'comparing' })) {
      for (const line of batch) if ('kind' in line) store.add(line.kind, line.time);
    }
    return tally.counts();
  };
  return driftOf(model, read, { config, signal: options.signal });
}

/** Compares events, wherever they come from, with those that a model was trained on. @throws What `read` throws. */
export async function driftOf(
  model: SidecarModel,
  read: ReadInto,
  { config, signal }: Pick<DriftFilesOptions, 'config' | 'signal'>,
): Promise<BehaviourDrift & InputCounts> {
  const counts = createBehaviourCounts(model);
  try {
    const input = await read(counts.events);
    return { ...(await counts.compare(config.modeling.drift_threshold, signal)), ...input };
  } finally {
    await counts.remove();
  }
}
