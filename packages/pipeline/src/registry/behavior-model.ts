import type { BehaviorModel } from '@sidecar/scoring';
import { ModelError } from './model-error.ts';

/**
 * The content of a model file as a model of the `behavior` preset.
 *
 * @param path - Where it came from, for the message.
 * @throws ModelError `not_a_model` for another preset.
 */
export function behaviorModel(model: unknown, path: string): BehaviorModel {
  const { preset } = (model ?? {}) as { preset?: unknown };
  if (preset === 'behavior') return model as BehaviorModel;
  const message = `${path} is a model of preset ${JSON.stringify(preset)}; this needs one of preset "behavior".`;
  throw new ModelError('not_a_model', path, message);
}
