import { join } from 'node:path';
import type { DriftReport } from '@sidecar/kmeans-model';
import type { SidecarConfig } from '../config/index.ts';
import { driftOfFiles } from '../drift/drift.ts';
import type { InputCounts } from '../input/input-counts.ts';
import type { SidecarModel } from '../model.ts';
import type { Progress } from '../progress.ts';
import {
  canonicalJson,
  ModelError,
  registryAdd,
  registryCurrent,
  registryPromote,
} from '../registry/index.ts';
import { knownModel } from '../registry/known-model.ts';
import { trainingSettings } from '../train/training-settings.ts';
import { trainOnFiles } from '../train/train.ts';

/** The model that a run scores with. */
export interface ChosenModel {
  /** Null if there was no event to train on. */
  readonly model: SidecarModel | null;
  readonly version: string;
  readonly path: string;
  readonly trained: boolean;
  /** Why it was trained anew or reused, in words. */
  readonly reason: string;
  readonly counts: InputCounts;
}

export interface ChooseModelOptions {
  readonly inputs: readonly string[];
  readonly names?: ReadonlyMap<string, string> | undefined;
  readonly config: SidecarConfig;
  readonly now: Date;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
}

const DAY_MS = 86_400_000;

/**
 * Reuses the current model while it fits: the same training settings, not too old, and no drift; otherwise trains one, adds
 * it to the registry and promotes it. The one before stays there to roll back to.
 */
export async function chooseModel(options: ChooseModelOptions): Promise<ChosenModel> {
  const { config, now } = options;
  const folder = join(config.general.model_dir, config.general.model_name);
  const current = await registryCurrent(folder);
  if (current === undefined) return trainAnew('there was no model yet');
  const { version } = current;
  const path = join(folder, `${version}.json`);
  const model = usableModel(current.model, path);
  if (model === null) return trainAnew('the model in use was trained by another version of Sidecar');
  if (model.preset !== config.modeling.preset)
    return trainAnew(`the preset is ${config.modeling.preset} now`);
  if (canonicalJson(model.settings) !== canonicalJson(trainingSettings(config.modeling)))
    return trainAnew('the training settings have changed');
  const age = (now.getTime() - Date.parse(current.createdAt ?? '')) / DAY_MS;
  if (!(age <= config.modeling.max_model_age_days)) {
    return trainAnew(`the model in use was older than ${config.modeling.max_model_age_days} days`);
  }
  const { drifted, culprit, ...counts } = await driftOfFiles(model, options);
  if (drifted) return trainAnew(`behaviour has drifted: ${culpritText(culprit)} moved most`);
  const reason = `reused, ${ageText(age)} old: same settings and no drift`;
  return { model, version, path, trained: false, reason, counts };

  async function trainAnew(reason: string): Promise<ChosenModel> {
    const { model: trained, counts: read } = await trainOnFiles(options);
    if (trained === null)
      return {
        model: null,
        version: '',
        path: '',
        trained: false,
        reason: 'there was no event to train on',
        counts: read,
      };
    const at = { at: now, note: reason };
    const added = await registryAdd(folder, trained, at);
    await registryPromote(folder, added, at);
    return {
      model: trained,
      version: added,
      path: join(folder, `${added}.json`),
      trained: true,
      reason: `trained, as ${reason}`,
      counts: read,
    };
  }
}

/** Null for a model that looks at events in another way than this version does. */
function usableModel(content: unknown, path: string): SidecarModel | null {
  try {
    return knownModel(content, path);
  } catch (error) {
    if (error instanceof ModelError && error.code === 'other_features') return null;
    throw error;
  }
}

/** Such as `cluster 3` or `hour 02:00`. */
function culpritText(culprit: DriftReport['culprit']): string {
  if (culprit === null) return 'clusters';
  const { name, shift } = culprit;
  return `${name === 'clusters' ? 'cluster' : name.replaceAll('_', ' ')} ${shift.category}`;
}

function ageText(days: number): string {
  return days < 1 ? 'less than a day' : `${Math.floor(days)} days`;
}
