import { behaviourRowOf } from '@sidecar/features';
import { chooseK, type CurvePoint } from '@sidecar/kmeans-model/choose-k';
import { matrix } from '@sidecar/numeric';

export interface ChosenClusters {
  readonly centroids: number[][];
  readonly curve: readonly CurvePoint[];
  /** Sentences about candidates that were left out. */
  readonly notes: readonly string[];
}

/**
 * Chooses k and the centroids by weighted silhouette of the distinct behaviour rows.
 *
 * @param events - How many events have each row, by its number.
 */
export function chooseClusters(
  events: ReadonlyMap<number, number>,
  { candidates, seed }: { readonly candidates: readonly number[]; readonly seed: number },
): ChosenClusters {
  const rows = Array.from(events.keys(), behaviourRowOf);
  const weights = [...events.values()];
  const { model, curve, notes } = chooseK(matrix(rows), { candidates, weights, seed });
  return { centroids: model.centroids, curve, notes };
}
