import { join } from 'node:path';
import type { SidecarConfig } from '../config/index.ts';
import type { BehaviourDrift } from '../drift/behaviour-counts.ts';
import { driftOfFiles } from '../drift/drift.ts';
import type { InputCounts } from '../input/input-counts.ts';
import type { SidecarModel } from '../model.ts';
import type { Progress } from '../progress.ts';
import { registryAdd, registryCurrent, registryPromote } from '../registry/index.ts';
import { usableModel } from '../registry/known-model.ts';
import { registryInUse } from '../registry/registry-in-use.ts';
import { trainOnFiles } from '../train/train.ts';
import { hasSettings } from './has-settings.ts';
import { driftText, reuseText, withoutBurstsText } from './reason-texts.ts';
import { loadShadow, type Shadow } from './shadow.ts';
import { trainShadow } from './train-shadow.ts';

/** The model that a run scores with. */
export interface ChosenModel {
  /** Null if there was no event to train on. */
  readonly model: SidecarModel | null;
  readonly version: string;
  readonly path: string;
  readonly trained: boolean;
  /** ISO time; null if nobody noted it. */
  readonly trainedAt: string | null;
  /** Why it was trained anew or reused, in words. */
  readonly reason: string;
  /** The model to score with beside it; null for none. */
  readonly shadow: Shadow | null;
  /** How the events compare with what the model learned; null if it was not asked. */
  readonly drift: RunDrift | null;
  readonly counts: InputCounts;
}

export type RunDrift = Pick<BehaviourDrift, 'drifted' | 'culprit' | 'comparisons' | 'bursts' | 'withBursts'>;

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
 * Reuses the current model while it fits: the same training settings, not too long in use, and no drift; otherwise trains one,
 * adds it to the registry and promotes it. The one before stays there to roll back to. What is done about drift is
 * configured, but a model that somebody went back to is never replaced for it: then, at most, a shadow is trained.
 *
 * @throws ModelError if the configured shadow is not there or cannot be used, before anything is trained.
 */
export async function chooseModel(options: ChooseModelOptions): Promise<ChosenModel> {
  const { config, now } = options;
  const { preset, max_model_age_days: mostDays, shadow_model: wanted, on_drift: onDrift } = config.modeling;
  const folder = join(config.general.model_dir, config.general.model_name);
  const configured = wanted === undefined ? null : await loadShadow(folder, wanted);
  const current = await registryCurrent(folder);
  const inUse = await registryInUse(folder);
  if (current === undefined || inUse === null) return trainAnew('there was no model yet', null);
  const { version } = current;
  const path = join(folder, `${version}.json`);
  const model = usableModel(current.model, path);
  if (model === null) return trainAnew('the model in use was trained by another version of Sidecar', null);
  if (model.preset !== preset) return trainAnew(`the preset is ${preset} now`, null);
  if (!hasSettings(model, config)) return trainAnew('the training settings have changed', null);
  if (!(daysSince(inUse.since) <= mostDays))
    return trainAnew(`the model in use was older than ${mostDays} days`, null);
  const { drifted, culprit, comparisons, bursts, withBursts, ...read } = await driftOfFiles(model, options);
  const drift = { drifted, culprit, comparisons, bursts, withBursts };
  const { events, rejected, rejections } = read;
  const trainedAt = current.createdAt ?? null;
  const counts = { events, rejected, rejections };
  const reused = { model, version, path, trained: false, trainedAt, drift, counts };
  const reuse = reuseText(daysSince(current.createdAt ?? inUse.since));
  if (!drifted)
    return beside(configured, {
      ...reused,
      reason: `${reuse}: same settings and ${withoutBurstsText(drift)}`,
    });
  const action = onDrift === 'retrain' && inUse.isRolledBack ? 'shadow' : onDrift;
  if (action === 'retrain') return trainAnew(driftText(drift), drift);
  const noted = `${reuse}, though ${driftText(drift)}`;
  if (action === 'note') return beside(configured, { ...reused, reason: noted });
  const { shadow, told } = await trainShadow({ ...options, folder, inUse, why: driftText(drift) });
  return beside(configured ?? shadow, { ...reused, reason: `${noted}; ${told}` });

  function daysSince(time: string): number {
    return (now.getTime() - Date.parse(time)) / DAY_MS;
  }

  async function trainAnew(reason: string, drift: RunDrift | null): Promise<ChosenModel> {
    const { model: trained, counts } = await trainOnFiles(options);
    if (trained === null) {
      const nothing = { model: null, version: '', path: '', trained: false, trainedAt: null, drift, counts };
      return { ...nothing, shadow: null, reason: 'there was no event to train on' };
    }
    const at = { at: now, note: reason };
    const added = await registryAdd(folder, trained, at);
    await registryPromote(folder, added, at);
    const path = join(folder, `${added}.json`);
    const trainedAt = now.toISOString();
    const chosen = { model: trained, version: added, path, trained: true, trainedAt, drift, counts };
    return beside(configured, { ...chosen, reason: `trained, as ${reason}` });
  }
}

/** Adds the shadow, unless it is the model itself: it may have been promoted since it was configured. */
function beside(shadow: Shadow | null, chosen: Omit<ChosenModel, 'shadow'>): ChosenModel {
  if (shadow?.version !== chosen.version) return { ...chosen, shadow };
  return { ...chosen, shadow: null, reason: `${chosen.reason}; shadow_model is the model in use itself` };
}
