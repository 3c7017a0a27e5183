import type { Readable } from 'node:stream';
import type { SidecarConfig } from '../config/index.ts';
import type { InputCounts } from '../input/input-counts.ts';
import { rereadable } from '../input/rereadable.ts';
import type { Progress } from '../progress.ts';
import { loadModel } from '../registry/load-model.ts';
import { knownModel } from '../registry/known-model.ts';
import { registryShow } from '../registry/registry-read.ts';
import { modelDifferences, type ModelDifferences } from './model-differences.ts';
import type { NamedModel } from './model-facts.ts';
import { recordScores } from './record-scores.ts';
import { sideBySide, type SideBySide } from './side-by-side.ts';

export interface CompareModelsOptions {
  /** Registry that versions are looked up in. */
  readonly folder: string;
  /** A version or its beginning, or the path of a model file: with a slash, or ending in `.json` or `.gz`. @default the model in use */
  readonly first?: string | undefined;
  readonly second: string;
  /** Files of events to score with both; none compares the models alone. */
  readonly inputs?: readonly string[];
  readonly config: SidecarConfig;
  /** @default new Date() */
  readonly now?: Date;
  readonly stdin?: Readable | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
}

export interface ModelComparison extends ModelDifferences {
  readonly first: string;
  readonly second: string;
  /** What they say of the events; null if none were given, or there is none in the files. */
  readonly scored: SideBySide | null;
  /** What was read; null if no files were given. */
  readonly counts: InputCounts | null;
}

/**
 * Compares two models: what they were made of, and what they say of the same events, decided as configured.
 *
 * @throws IoError, or ModelError if a version is not there or a model damaged.
 */
export async function compareModels({
  folder,
  inputs = [],
  config,
  now = new Date(),
  stdin,
  ...options
}: CompareModelsOptions): Promise<ModelComparison> {
  const first = await openModel(folder, options.first);
  const second = await openModel(folder, options.second);
  const names = { first: first.version, second: second.version };
  const differences = { ...names, ...modelDifferences(first, second) };
  if (inputs.length === 0) return { ...differences, scored: null, counts: null };
  const { signal, onProgress } = options;
  const read = await rereadable(inputs, { ...(stdin && { stdin }), signal });
  try {
    const reading = { inputs: read.inputs, names: read.names, now, signal, onProgress };
    const one = await recordScores(first.model, config, reading, `scoring with ${first.version}`);
    const other = await recordScores(second.model, config, reading, `scoring with ${second.version}`);
    const { counts } = one;
    return {
      ...differences,
      scored: counts.events === 0 ? null : sideBySide(one.recorded, other.recorded),
      counts,
    };
  } finally {
    await read.remove();
  }
}

async function openModel(folder: string, wanted: string | undefined): Promise<NamedModel> {
  const isFile = wanted !== undefined && (/[\\/]/.test(wanted) || /\.(?:json|gz)$/.test(wanted));
  const { model, version, createdAt } = isFile ? await loadModel(wanted) : await registryShow(folder, wanted);
  return { model: knownModel(model, isFile ? wanted : `${folder}/${version}.json`), version, createdAt };
}
