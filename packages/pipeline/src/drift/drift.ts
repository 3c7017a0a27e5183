import type { Readable } from 'node:stream';
import type { SidecarConfig } from '../config/index.ts';
import { createInputTally, type InputCounts } from '../input/input-counts.ts';
import { readEvents } from '../input/read-events.ts';
import type { SidecarModel } from '../model.ts';
import type { Progress } from '../progress.ts';
import { loadSidecarModel } from '../registry/load-sidecar-model.ts';
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
  const tally = createInputTally();
  const counts = createBehaviourCounts(model);
  try {
    for await (const batch of readEvents({ ...options, now, tally, stage: 'comparing' })) {
      for (const line of batch) if ('kind' in line) counts.add(line.kind, line.time);
    }
    const compared = await counts.compare(config.modeling.drift_threshold, options.signal);
    return { ...compared, ...tally.counts() };
  } finally {
    await counts.remove();
  }
}
