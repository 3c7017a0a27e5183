import { layerValue } from './combine-layers.ts';
import { FIRST_ORGANISATION_LAYER, layerNames } from './layer-names.ts';

/** Weight of a layer that compares with the whole organisation, beside 1 for one that compares with the account. */
const ORGANISATION_WEIGHT = 0.3;
const LEAST_EVENTS = 20;
const MOST_EVENTS = 20_000;

/**
 * Weights that layers earn on held-out events: layers that say the same count once.
 *
 * A layer's weight is `1 / sum over the layers k of its group of max(0, r_jk)^2`, with `r` the correlation of what the
 * surprises are worth; a layer that is always the same gets none. Own layers and organisation layers are weighted apart,
 * the latter at 0.3.
 *
 * @param layered - Surprises per held-out event, each one per `layerNames`; of many events 20,000 are taken evenly.
 * @returns By layer name, sum 1. Fewer than 20 events teach nothing: then every layer of a group has the same weight.
 */
export function layerWeights(layered: readonly Float64Array[]): Record<string, number> {
  const step = Math.max(1, Math.floor(layered.length / MOST_EVENTS));
  const values = layered.filter((_, i) => i % step === 0).map((surprises) => surprises.map(layerValue));
  const raw =
    layered.length < LEAST_EVENTS ? layerNames.map((_, j) => groupWeight(j)) : earnedWeights(values);
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return layerWeights([]);
  return Object.fromEntries(layerNames.map((name, j) => [name, raw[j]! / total]));
}

function earnedWeights(values: readonly Float64Array[]): number[] {
  const covariance = covariances(values);
  return layerNames.map((_, j) => {
    const variance = covariance[j]![j]!;
    if (variance < 1e-9) return 0;
    let redundancy = 0;
    for (let k = 0; k < layerNames.length; k++) {
      if (!sameGroup(j, k) || covariance[k]![k]! < 1e-9) continue;
      redundancy += Math.max(0, covariance[j]![k]!) ** 2 / (variance * covariance[k]![k]!);
    }
    return groupWeight(j) / Math.max(1, redundancy);
  });
}

function covariances(values: readonly Float64Array[]): number[][] {
  const means = layerNames.map((_, j) => values.reduce((sum, row) => sum + row[j]!, 0) / values.length);
  const sums = layerNames.map(() => layerNames.map(() => 0));
  for (const row of values) {
    for (let j = 0; j < means.length; j++) {
      const deviation = row[j]! - means[j]!;
      for (let k = 0; k <= j; k++) sums[j]![k]! += deviation * (row[k]! - means[k]!);
    }
  }
  return sums.map((row, j) => row.map((_, k) => (k <= j ? row[k]! : sums[k]![j]!) / values.length));
}

function groupWeight(j: number): number {
  return j < FIRST_ORGANISATION_LAYER ? 1 : ORGANISATION_WEIGHT;
}

function sameGroup(j: number, k: number): boolean {
  return j < FIRST_ORGANISATION_LAYER === k < FIRST_ORGANISATION_LAYER;
}
