import type { AuthEvent } from '@sidecar/events';
import { UNKNOWN_USER_PROFILE } from '@sidecar/features';
import { profileOf, type ClassicArtifact } from './classic-artifact.ts';
import { countBy, indicesBy } from './count-by.ts';
import type { ClassicScored } from './score-classic-batch.ts';

/** A record of the collection `auth_user_profiles`. */
export interface ClassicUserProfileRecord {
  readonly _key: string;
  readonly user: string;
  /** Cluster of most of the user's events; of equally frequent ones the lowest. */
  readonly dominant_cluster: number;
  /** Share of the user's events in that cluster. */
  readonly confidence: number;
  readonly mean_hour: number;
  readonly std_hour: number;
}

/**
 * One record per user of the batch, in the order of first events.
 *
 * @param scored - Line-aligned with `events`.
 */
export function classicUserProfileRecords(
  events: readonly AuthEvent[],
  scored: readonly ClassicScored[],
  artifact: ClassicArtifact,
): ClassicUserProfileRecord[] {
  return Array.from(
    indicesBy(events, (event) => event.user),
    ([user, group]) => {
      const clusters = countBy(group, (i) => scored[i]!.cluster_id);
      const [[cluster, count]] = [...clusters].sort((a, b) => b[1] - a[1] || a[0] - b[0]) as [
        [number, number],
      ];
      const { meanHour, stdHour } = profileOf(artifact, user) ?? UNKNOWN_USER_PROFILE;
      return {
        _key: `user_${user}`,
        user,
        dominant_cluster: cluster,
        confidence: count / group.length,
        mean_hour: meanHour,
        std_hour: stdHour,
      };
    },
  );
}
