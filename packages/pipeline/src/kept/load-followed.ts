import { stat } from 'node:fs/promises';
import { loadModel } from '../registry/load-model.ts';
import { ModelError } from '../registry/model-error.ts';
import { keptPathOf } from './kept-path.ts';
import { type KeptEvents, loadKept } from './load-kept.ts';
import { fileMark } from './save-trained.ts';

/** A model that is to be updated. */
export interface FollowedModel {
  readonly kept: KeptEvents;
  /** For `saveTrained`, which puts the new model only in the place of this one. */
  readonly mark: string;
}

/**
 * Loads the events that a model was trained on.
 *
 * @throws IoError or ModelError as `loadModel` and `loadKept` do; ModelError `no_kept_events` if there are none beside the
 *   model, `other_kept_events` if they belong to another one.
 */
export async function loadFollowed(modelPath: string, signal?: AbortSignal): Promise<FollowedModel> {
  if (modelPath === '-') throw new RangeError('modelPath is -, expected a model file to update');
  const mark = await fileMark(modelPath);
  const { hash, version } = await loadModel(modelPath);
  const path = keptPathOf(modelPath, version);
  if ((await stat(path).catch(() => undefined)) === undefined) {
    const message = `${modelPath} cannot be updated: there is no ${path} with the events it was trained on; train anew without --update.`;
    throw new ModelError('no_kept_events', path, message);
  }
  const kept = await loadKept(path, signal);
  if (kept.model !== hash) {
    const message = `${path} holds the events of another model than ${modelPath}; train anew without --update.`;
    throw new ModelError('other_kept_events', path, message);
  }
  return { kept, mark };
}
