import type { SidecarModel } from '../model.ts';
import { ModelError } from './model-error.ts';

/**
 * The content of a model file as a model of a preset that this version knows.
 *
 * @param path - Where it came from, for the message.
 * @throws ModelError `not_a_model` for another preset.
 */
export function knownModel(model: unknown, path: string): SidecarModel {
  const { preset } = (model ?? {}) as { preset?: unknown };
  if (preset === 'behavior' || preset === 'classic') return model as SidecarModel;
  const message = `${path} is a model of preset ${JSON.stringify(preset)}, expected "behavior" or "classic".`;
  throw new ModelError('not_a_model', path, message);
}
