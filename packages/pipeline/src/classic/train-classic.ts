import type { AuthEvent } from '@sidecar/events';
import { classicRow, classicUserProfiles } from '@sidecar/features';
import { assign, chooseK, fitScaler, scale, type CurvePoint } from '@sidecar/kmeans-model';
import { matrix } from '@sidecar/numeric';
import type { ClassicArtifact } from '@sidecar/scoring';

export interface TrainClassicOptions {
  /** Numbers of clusters to try, each from 2. */
  readonly kCandidates: readonly number[];
  /** @default 42 */
  readonly seed?: number;
}

/** A classic model and how it came about; plain data that survives JSON. */
export interface TrainedClassic extends ClassicArtifact {
  readonly k: number;
  /** Silhouette, inertia and stability of every candidate. */
  readonly curve: readonly CurvePoint[];
  /** Sentences about candidates that were left out. */
  readonly notes: readonly string[];
  /** Training events in each cluster. */
  readonly clusterCounts: readonly number[];
  readonly events: number;
}

/**
 * Learns the classic preset: hours of every user, the range of the seven features, clusters of the scaled rows.
 *
 * @param events - At least one.
 * @throws RangeError if there is no event or a candidate is out of its range.
 */
export function trainClassic(
  events: readonly AuthEvent[],
  { kCandidates, seed = 42 }: TrainClassicOptions,
): TrainedClassic {
  if (events.length === 0) throw new RangeError('events has 0 values, expected at least 1');
  const profiles = classicUserProfiles(events);
  const rows = matrix(events.map((event) => classicRow(event, profiles.get(event.user))));
  const scaler = fitScaler(rows);
  const x = scale(scaler, rows);
  const { k, model, curve, notes } = chooseK(x, { candidates: kCandidates, seed });
  const clusterCounts = model.centroids.map(() => 0);
  assign(model, x).labels.forEach((label) => (clusterCounts[label]! += 1));
  return {
    scalerMin: scaler.min,
    scalerMax: scaler.max,
    centroids: model.centroids,
    userProfiles: Object.fromEntries([...profiles].sort(([a], [b]) => (a < b ? -1 : 1))),
    k,
    curve,
    notes,
    clusterCounts,
    events: events.length,
  };
}
