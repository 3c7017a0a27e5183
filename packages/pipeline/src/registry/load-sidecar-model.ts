import type { SidecarModel } from '../model.ts';
import { knownModel } from './known-model.ts';
import { loadModel } from './load-model.ts';

/**
 * Reads a model of either preset.
 *
 * @throws IoError, or ModelError as `loadModel` does and `not_a_model` for a model of another preset.
 */
export async function loadSidecarModel(
  path: string,
): Promise<{ readonly model: SidecarModel; readonly version: string }> {
  const { model, version } = await loadModel(path);
  return { model: knownModel(model, path), version };
}
