import { type AccountKind, behaviourRow, facetNames, type Observation } from '@sidecar/features';
import { assign, chooseK, type CurvePoint } from '@sidecar/kmeans-model';
import { matrix, type Matrix } from '@sidecar/numeric';
import type { ClusterModel } from '@sidecar/scoring';

const SIGNATURE = facetNames.indexOf('signature');

type KindOf = (user: string) => AccountKind;

export interface ChosenClusters {
  readonly centroids: number[][];
  readonly curve: readonly CurvePoint[];
  readonly notes: readonly string[];
}

/** Events by cluster, and the cluster of each of them. */
export interface CountedClusters {
  readonly model: ClusterModel;
  clusterOf(observation: Observation): number;
}

/** Chooses k and the centroids by weighted silhouette of the distinct behaviour rows. */
export function chooseClusters(
  observations: Iterable<Observation>,
  kindOf: KindOf,
  { candidates, seed }: { readonly candidates: readonly number[]; readonly seed: number },
): ChosenClusters {
  const { x, weights } = collectRows(observations, kindOf);
  const { model, curve, notes } = chooseK(x, { candidates, weights, seed });
  return { centroids: model.centroids, curve, notes };
}

/** Counts events by the clusters of given centroids. */
export function countClusters(
  observations: Iterable<Observation>,
  kindOf: KindOf,
  chosen: ChosenClusters,
): CountedClusters {
  const { centroids, curve } = chosen;
  const { x, weights, rowOf } = collectRows(observations, kindOf);
  const { labels, distances } = assign({ centroids }, x);
  const byDistance = centroids.map(() => new Map<number, number>());
  weights.forEach((events, row) => add(byDistance[labels[row]!]!, distances[row]!, events));
  const clusterOf = (observation: Observation): number => labels[rowOf(observation)]!;
  const signatures = centroids.map(() => new Map<string, number>());
  for (const observation of observations) {
    const signature = observation.facets[SIGNATURE];
    if (signature !== null && signature !== undefined) add(signatures[clusterOf(observation)]!, signature, 1);
  }
  const model: ClusterModel = {
    k: centroids.length,
    curve,
    centroids,
    distances: byDistance.map((counts) => [...counts].sort(([a], [b]) => a - b)),
    signatures: signatures.map((counts) => [...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  return { model, clusterOf };
}

/** Distinct behaviour rows with the events that have each. */
interface BehaviourRows {
  readonly x: Matrix;
  readonly weights: Float64Array;
  rowOf(observation: Observation): number;
}

function collectRows(observations: Iterable<Observation>, kindOf: KindOf): BehaviourRows {
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
  const rowOf = (observation: Observation): number =>
    places.get(behaviourRow(observation, kindOf(observation.user)).join())!;
  return { x: matrix(rows), weights: Float64Array.from(weights), rowOf };
}

function add<K>(counts: Map<K, number>, key: K, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}
