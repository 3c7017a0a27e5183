import type { BehaviorModel } from '@sidecar/scoring';
import { behaviorModel } from './behavior-model.ts';
import { loadModel } from './load-model.ts';

/**
 * Reads a model of the `behavior` preset.
 *
 * @throws IoError, or ModelError as `loadModel` does and `not_a_model` for a model of another preset.
 */
export async function loadBehaviorModel(path: string): Promise<{ readonly model: BehaviorModel; readonly version: string }> {
  const { model, version } = await loadModel(path);
  return { model: behaviorModel(model, path), version };
}
