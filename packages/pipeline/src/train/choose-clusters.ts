import { type AccountKind, behaviourRowOf, type Observation } from '@sidecar/features';
import { chooseK, type CurvePoint } from '@sidecar/kmeans-model/choose-k';
import { matrix } from '@sidecar/numeric';
import { behaviourCodes } from '@sidecar/scoring';

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
  const codeOf = behaviourCodes(kindOf);
  const events = new Map<number, number>();
  for (const observation of observations) {
    const code = codeOf(observation);
    events.set(code, (events.get(code) ?? 0) + 1);
  }
  const rows = Array.from(events.keys(), behaviourRowOf);
  const weights = [...events.values()];
  const { model, curve, notes } = chooseK(matrix(rows), { candidates, weights, seed });
  return { centroids: model.centroids, curve, notes };
}
