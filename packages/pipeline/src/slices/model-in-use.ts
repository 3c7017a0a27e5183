import { join } from 'node:path';
import type { SidecarConfig } from '../config/index.ts';
import type { SidecarModel } from '../model.ts';
import { registryCurrent } from '../registry/index.ts';
import { usableModel } from '../registry/known-model.ts';

/** A model of the registry. */
export interface ModelInUse {
  readonly version: string;
  readonly model: SidecarModel;
  /** ISO time; null if nobody noted it. */
  readonly createdAt: string | null;
}

/** Folder of the configured registry. */
export function registryFolder({ general }: Pick<SidecarConfig, 'general'>): string {
  return join(general.model_dir, general.model_name);
}

/**
 * The model that is in use.
 *
 * @returns Null if there is none that can be used: none was promoted, another version of Sidecar trained it, or it has another preset than the
 *   configured one.
 * @throws IoError, or ModelError if it is damaged or gone.
 */
export async function modelInUse(
  config: Pick<SidecarConfig, 'general' | 'modeling'>,
): Promise<ModelInUse | null> {
  const folder = registryFolder(config);
  const current = await registryCurrent(folder);
  if (current === undefined) return null;
  const { version, createdAt = null } = current;
  const model = usableModel(current.model, join(folder, `${version}.json`));
  return model === null || model.preset !== config.modeling.preset ? null : { version, model, createdAt };
}
