import { registryList, registryShow, type SidecarConfig } from '@sidecar/pipeline';
import { registryFolder } from '@sidecar/pipeline/slices';
import { lastScheduled } from '../schedule/next-start.ts';
import type { ModelSource } from '../stages/create-model-source.ts';

/**
 * Whether to train at once: there is no model that can be used, or a training of the schedule was missed, as the worker was off. The registry knows
 * when one was added last.
 */
export async function isTrainingDue(config: SidecarConfig, models: ModelSource, now: Date): Promise<boolean> {
  const { train, time_zone: timeZone } = config.worker;
  if (!train.enabled) return false;
  if ((await models.current(config)) === null) return true;
  const scheduled = lastScheduled(train.cron, now, { timeZone });
  const trained = await lastAdded(registryFolder(config));
  return scheduled !== null && trained !== null && scheduled > trained;
}

/** When a model was added last; one that is trained again with the same result is added again. */
async function lastAdded(folder: string): Promise<Date | null> {
  const entries = await registryList(folder);
  const current = entries.some(({ isCurrent }) => isCurrent) ? await registryShow(folder) : null;
  const again = current?.history.flatMap(({ action, at }) => (action === 'add' ? [at] : [])) ?? [];
  const times = [...entries.flatMap(({ addedAt }) => addedAt ?? []), ...again];
  return times.length === 0 ? null : new Date(times.sort().at(-1)!);
}
