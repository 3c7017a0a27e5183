import type { SidecarConfig } from '../config/index.ts';
import type { SidecarModel } from '../model.ts';
import { canonicalJson } from '../registry/index.ts';
import { trainingSettings } from '../train/training-settings.ts';

/** Whether a model was trained with the settings that are configured. */
export function hasSettings(
  { settings }: SidecarModel,
  { modeling }: Pick<SidecarConfig, 'modeling'>,
): boolean {
  return canonicalJson(settings) === canonicalJson(trainingSettings(modeling));
}
