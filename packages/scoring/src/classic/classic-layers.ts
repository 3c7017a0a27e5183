import type { AuthEvent } from '@sidecar/events';
import { classicHourScore, classicRow, UNKNOWN_USER_PROFILE } from '@sidecar/features';
import { euclidean, nearest } from '@sidecar/numeric';
import { profileOf, type ClassicArtifact } from './classic-artifact.ts';
import { countBy } from './count-by.ts';
import type { ClassicScored } from './score-classic-batch.ts';

type ClassicLayers = Pick<
  ClassicScored,
  | 'cluster_id'
  | 'outlier_score'
  | 'cluster_rarity'
  | 'signature_rarity'
  | 'user_hour_score'
  | 'final_anomaly_score'
>;

/** The four layers of every event and their weighted sum. */
export function classicLayers(events: readonly AuthEvent[], artifact: ClassicArtifact): ClassicLayers[] {
  const placed = events.map((event) => place(event, artifact));
  const least = placed.reduce((sum, { distance }) => Math.min(sum, distance), Infinity);
  const range = placed.reduce((sum, { distance }) => Math.max(sum, distance - least), 0);
  const ofUser = countBy(events, (event) => event.user);
  const ofUserCluster = countBy(events, (event, i) => `${placed[i]!.cluster} ${event.user}`);
  const ofCluster = countBy(placed, ({ cluster }) => cluster);
  const ofClusterSignature = countBy(events, (event, i) => `${placed[i]!.cluster} ${event.signature_id}`);
  return events.map((event, i) => {
    const { cluster, distance } = placed[i]!;
    const outlier = range === 0 ? 0 : (distance - least) / range;
    const clusterRarity = 1 - ofUserCluster.get(`${cluster} ${event.user}`)! / ofUser.get(event.user)!;
    const signatureRarity =
      1 - ofClusterSignature.get(`${cluster} ${event.signature_id}`)! / ofCluster.get(cluster)!;
    const hourScore = classicHourScore(event, profileOf(artifact, event.user) ?? UNKNOWN_USER_PROFILE);
    return {
      cluster_id: cluster,
      outlier_score: outlier,
      cluster_rarity: clusterRarity,
      signature_rarity: signatureRarity,
      user_hour_score: hourScore,
      final_anomaly_score: 0.4 * outlier + 0.3 * clusterRarity + 0.2 * signatureRarity + 0.1 * hourScore,
    };
  });
}

function place(event: AuthEvent, artifact: ClassicArtifact): { cluster: number; distance: number } {
  const { scalerMin, scalerMax, centroids } = artifact;
  const row = Float64Array.from(classicRow(event, profileOf(artifact, event.user)));
  const scaled = row.map((value, j) => (value - scalerMin[j]!) / (scalerMax[j]! - scalerMin[j]! || 1));
  const cluster = nearest(centroids, scaled);
  return { cluster, distance: euclidean(scaled, centroids[cluster]!) };
}
