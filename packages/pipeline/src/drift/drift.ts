import type { Readable } from 'node:stream';
import type { DriftReport } from '@sidecar/kmeans-model';
import type { SidecarConfig } from '../config/index.ts';
import { createInputTally, type InputCounts } from '../input/input-counts.ts';
import { readEvents } from '../input/read-events.ts';
import type { SidecarModel } from '../model.ts';
import type { Progress } from '../progress.ts';
import { loadSidecarModel } from '../registry/load-sidecar-model.ts';
import { FUTURE_TOLERANCE_MS } from '../train/train.ts';
import { createBehaviourCounts } from './behaviour-counts.ts';

export interface DriftFilesOptions {
  readonly inputs: readonly string[];
  readonly config: SidecarConfig;
  /** @default new Date() */
  readonly now?: Date;
  readonly stdin?: Readable | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
}

export type DriftFilesReport = DriftReport & InputCounts & { readonly modelVersion: string };

/**
 * Compares the events of files with those a model was trained on.
 *
 * @throws IoError, or ModelError if the model is damaged or no model.
 */
export async function drift({ modelPath, ...options }: DriftFilesOptions & { readonly modelPath: string }): Promise<DriftFilesReport> {
  const { model, version } = await loadSidecarModel(modelPath);
  return { ...(await driftOfFiles(model, options)), modelVersion: version };
}

export async function driftOfFiles(model: SidecarModel, options: DriftFilesOptions): Promise<DriftReport & InputCounts> {
  const { inputs, config, now = new Date(), stdin, signal, onProgress } = options;
  const tally = createInputTally();
  const counts = createBehaviourCounts(model);
  const latest = now.getTime() + FUTURE_TOLERANCE_MS;
  for await (const batch of readEvents({ inputs, tally, latest, stdin, signal, onProgress, stage: 'comparing' })) {
    for (const line of batch) if ('event' in line) counts.add(line.event);
  }
  return { ...counts.compare(config.modeling.drift_threshold), ...tally.counts() };
}
