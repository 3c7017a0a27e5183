import { driftOfFiles } from '../drift/drift.ts';
import { ModelError, registryAdd } from '../registry/index.ts';
import type { InUse } from '../registry/registry-in-use.ts';
import { trainOnFiles } from '../train/train.ts';
import type { ChooseModelOptions } from './choose-model.ts';
import { hasSettings } from './has-settings.ts';
import { loadShadow, type Shadow } from './shadow.ts';

export interface TrainShadowOptions extends ChooseModelOptions {
  /** The registry. */
  readonly folder: string;
  readonly inUse: InUse;
  /** Why, for the history. */
  readonly why: string;
}

export interface TrainedShadow {
  readonly shadow: Shadow | null;
  /** What was done, in words. */
  readonly told: string;
}

/**
 * The shadow of a model that behaviour has drifted away from: the newest one added since that fits the events, or else one that is
 * trained and added to the registry, without putting it to use.
 */
export async function trainShadow(options: TrainShadowOptions): Promise<TrainedShadow> {
  const { folder, inUse, why, now } = options;
  const known = await fittingShadow(options);
  if (known !== null)
    return { shadow: known, told: `the shadow ${known.version} fits ${howTo(inUse, known)}` };
  const { model } = await trainOnFiles(options);
  if (model === null) return { shadow: null, told: 'there was no event to train a shadow on' };
  const version = await registryAdd(folder, model, { at: now, note: `shadow, as ${why}` });
  if (version === inUse.version) return { shadow: null, told: 'training anew gives the same model' };
  const shadow = { model, version };
  return { shadow, told: `trained ${version} as its shadow ${howTo(inUse, shadow)}` };
}

async function fittingShadow(options: TrainShadowOptions): Promise<Shadow | null> {
  const { folder, inUse, config } = options;
  const [newest] = inUse.addedSince;
  if (newest === undefined) return null;
  try {
    const shadow = await loadShadow(folder, newest);
    if (!hasSettings(shadow.model, config) || shadow.model.preset !== config.modeling.preset) return null;
    return (await driftOfFiles(shadow.model, options)).drifted ? null : shadow;
  } catch (error) {
    if (error instanceof ModelError) return null;
    throw error;
  }
}

function howTo({ isRolledBack }: InUse, { version }: Shadow): string {
  const why = isRolledBack ? ', as the model in use was rolled back to' : '';
  return `(to put it to use: sidecar models promote ${version})${why}`;
}
