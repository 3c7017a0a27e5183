import { type BehaviorModel, behaviourCodes, clusterPlaces, historyTables } from '@sidecar/scoring';
import { observeEvents } from '../observe/observed-events.ts';
import { createClusterProfiler } from '../records/cluster-profiler.ts';
import { behaviorProfiles, type BehaviorProfilesOptions } from '../score/behavior-profiles.ts';
import type { Profiles } from '../score/scoring-engine.ts';
import type { StoredEvents } from '../store/stored-events.ts';

/**
 * What a run writes beside the events, of stored ones, without scoring them: an event's cluster depends on its look and the sliding windows alone.
 *
 * @throws IoError if there is no room for what is observed; the signal's reason if that stopped it.
 */
export async function profilesOfStored(
  model: BehaviorModel,
  stored: StoredEvents,
  { signal, ...options }: BehaviorProfilesOptions & { readonly signal?: AbortSignal | undefined },
): Promise<Profiles> {
  const clusters = createClusterProfiler(model.clusters.k);
  const observed = await observeEvents(stored, { timeZone: model.settings.timeZone, signal });
  try {
    const codeOf = behaviourCodes(observed, historyTables(model).kindOf);
    const placeOf = clusterPlaces(model.clusters);
    for (const columns of observed.columns(0, observed.size)) {
      for (let i = 0; i < columns.size; i++) {
        // Looks have the numbers of kinds.
        const kind = stored.kindAt(columns.looks[i]!);
        clusters.add(placeOf(codeOf(columns, i)).cluster, kind, columns.slots[i]!);
      }
    }
  } finally {
    await observed.remove();
  }
  return behaviorProfiles(model, clusters, options);
}
