import { type AccountKind, accountKind, type Baseline, behaviourRow, facetNames, type Observation } from '@sidecar/features';
import { assign, chooseK, type CurvePoint } from '@sidecar/kmeans-model';
import { matrix, type Matrix } from '@sidecar/numeric';
import type { ClusterModel } from '@sidecar/scoring';

const SIGNATURE = facetNames.indexOf('signature');

/** Distinct behaviour rows with the events that have each. */
export interface BehaviourRows {
  readonly x: Matrix;
  readonly weights: Float64Array;
  /** Row of an observation, whichever model clusters it. */
  rowOf(observation: Observation): number;
}

export interface ChosenClusters {
  readonly centroids: number[][];
  readonly curve: readonly CurvePoint[];
  readonly notes: readonly string[];
}

/** @param kinds - Baseline that the kinds of accounts are told from. */
export function collectRows(observations: Iterable<Observation>, kinds: Baseline): BehaviourRows {
  const kindOf = kindsOf(kinds);
  const places = new Map<string, number>();
  const rows: number[][] = [];
  const weights: number[] = [];
  const rowOf = (observation: Observation): number => {
    const row = behaviourRow(observation, kindOf(observation.user));
    const key = row.join();
    let place = places.get(key);
    if (place === undefined) {
      place = rows.length;
      places.set(key, place);
      rows.push(row);
      weights.push(0);
    }
    return place;
  };
  for (const observation of observations) weights[rowOf(observation)]! += 1;
  return { x: matrix(rows), weights: Float64Array.from(weights), rowOf };
}

/** Chooses k and the centroids by weighted silhouette. */
export function chooseClusters({ x, weights }: BehaviourRows, candidates: readonly number[], seed: number): ChosenClusters {
  const { model, curve, notes } = chooseK(x, { candidates, weights, seed });
  return { centroids: model.centroids, curve, notes };
}

/** Counts events by the clusters of given centroids. */
export function countClusters(observations: Iterable<Observation>, kinds: Baseline, chosen: ChosenClusters): ClusterModel {
  const { centroids, curve, notes } = chosen;
  const counted = collectRows(observations, kinds);
  const { labels, distances } = assign({ centroids }, counted.x);
  const byDistance = centroids.map(() => new Map<number, number>());
  counted.weights.forEach((events, row) => add(byDistance[labels[row]!]!, distances[row]!, events));
  const signatures = centroids.map(() => new Map<string, number>());
  const accounts = new Map<string, Map<number, number>>();
  for (const observation of observations) {
    const cluster = labels[counted.rowOf(observation)]!;
    const signature = observation.facets[SIGNATURE];
    if (signature !== null && signature !== undefined) add(signatures[cluster]!, signature, 1);
    let own = accounts.get(observation.user);
    if (own === undefined) accounts.set(observation.user, (own = new Map()));
    add(own, cluster, 1);
  }
  return {
    k: centroids.length,
    curve,
    notes,
    centroids,
    distances: byDistance.map((counts) => [...counts].sort(([a], [b]) => a - b)),
    signatures: signatures.map((counts) => [...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    accounts: [...accounts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([user, counts]) => [user, [...counts].sort(([a], [b]) => a - b)]),
  };
}

function kindsOf(baseline: Baseline): (user: string) => AccountKind {
  const known = new Map<string, AccountKind>();
  return (user) => {
    let kind = known.get(user);
    if (kind === undefined) {
      kind = accountKind(user, baseline.accounts.get(user));
      known.set(user, kind);
    }
    return kind;
  };
}

function add<K>(counts: Map<K, number>, key: K, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

