import { type AccountKind, behaviourRow, type Observation } from '@sidecar/features';
import { chooseK, type CurvePoint } from '@sidecar/kmeans-model';
import { matrix } from '@sidecar/numeric';

export interface ChosenClusters {
  readonly centroids: number[][];
  readonly curve: readonly CurvePoint[];
  /** Sentences about candidates that were left out. */
  readonly notes: readonly string[];
}

/** Chooses k and the centroids by weighted silhouette of the distinct behaviour rows. */
export function chooseClusters(
  observations: Iterable<Observation>,
  kindOf: (user: string) => AccountKind,
  { candidates, seed }: { readonly candidates: readonly number[]; readonly seed: number },
): ChosenClusters {
  const places = new Map<string, number>();
  const rows: number[][] = [];
  const weights: number[] = [];
  for (const observation of observations) {
    const row = behaviourRow(observation, kindOf(observation.user));
    const key = row.join();
    const place = places.get(key);
    if (place === undefined) {
      places.set(key, rows.length);
      rows.push(row);
      weights.push(1);
    } else {
      weights[place]! += 1;
    }
  }
  const { model, curve, notes } = chooseK(matrix(rows), { candidates, weights, seed });
  return { centroids: model.centroids, curve, notes };
}
