import { join } from 'node:path';
import type { SidecarConfig } from '../config/index.ts';
import type { SidecarModel } from '../model.ts';
import { registryAdd, registryPromoteUnlessRolledBack } from '../registry/registry-change.ts';
import { registryFolder } from './model-in-use.ts';

export interface AdoptModelOptions {
  readonly config: Pick<SidecarConfig, 'general'>;
  readonly now: Date;
  /** Why it was trained, for the history. @default 'trained by schedule' */
  readonly note?: string;
}

export interface AdoptedModel {
  readonly version: string;
  readonly path: string;
  /** Whether it is in use now. */
  readonly isPromoted: boolean;
  /** What was done and why, in words. */
  readonly reason: string;
}

/**
 * Adds a model to the registry and puts it to use; the one before stays there to roll back to. If somebody went back to the one in use, that one
 * stays in use, as whoever did so knows better.
 *
 * @throws IoError or ModelError, as `registryAdd` and `registryPromote` do.
 */
export async function adoptModel(
  model: SidecarModel,
  { config, now, note = 'trained by schedule' }: AdoptModelOptions,
): Promise<AdoptedModel> {
  const folder = registryFolder(config);
  const at = { at: now, note };
  const version = await registryAdd(folder, model, at);
  const isPromoted = await registryPromoteUnlessRolledBack(folder, version, at);
  const reason = isPromoted
    ? note
    : `${note}, but only added, as the model in use was rolled back to (to put it to use: sidecar models promote ${version})`;
  return { version, path: join(folder, `${version}.json`), isPromoted, reason };
}
