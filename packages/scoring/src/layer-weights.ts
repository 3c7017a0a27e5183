import { quantile } from '@sidecar/numeric';
import { FIRST_ORGANISATION_LAYER, layerNames } from './layer-names.ts';
import { NEUTRAL_SURPRISE } from './surprise.ts';

/** Share of the held-out events, the least suspicious, that correlations are measured on. */
const BULK = 0.9;
/** Weight of a layer that compares with the whole organisation, beside 1 for one that compares with the account. */
const ORGANISATION_WEIGHT = 0.3;

/**
 * Weights that layers earn on held-out events: layers that say the same count once.
 *
 * A layer's weight is `1 / sum over layers k of its group of max(0, r_jk)^2`, with `r` the correlation of the surprises
 * on the quiet bulk (the 90 % of the events with the least sum of surprises: attacks, which are odd in several ways at
 * once, must not make honest layers look redundant). Own layers and organisation layers are weighted apart, the latter
 * at 0.3; layers that are constant get no weight.
 *
 * @param layered - Surprises per held-out event, each one per `layerNames`.
 * @returns By layer name, sum 1. All equal if there are fewer than 20 events to learn from.
 */
export function layerWeights(layered: readonly Float64Array[]): Record<string, number> {
  const bulk = quietBulk(layered);
  const raw = layerNames.map((_, j) => (layered.length < 20 ? groupWeight(j) : earnedWeight(bulk, j)));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return layerWeights([]);
  return Object.fromEntries(layerNames.map((name, j) => [name, raw[j]! / total]));
}

function earnedWeight(bulk: Bulk, j: number): number {
  if (bulk.deviations[j] === 0) return 0;
  let redundancy = 0;
  for (let k = 0; k < layerNames.length; k++) {
    if (sameGroup(j, k)) redundancy += Math.max(0, bulk.correlation(j, k)) ** 2;
  }
  return groupWeight(j) / Math.max(1, redundancy);
}

function groupWeight(j: number): number {
  return j < FIRST_ORGANISATION_LAYER ? 1 : ORGANISATION_WEIGHT;
}

function sameGroup(j: number, k: number): boolean {
  return j < FIRST_ORGANISATION_LAYER === k < FIRST_ORGANISATION_LAYER;
}

interface Bulk {
  /** Sums of squared deviations. */
  readonly deviations: readonly number[];
  correlation(j: number, k: number): number;
}

function quietBulk(layered: readonly Float64Array[]): Bulk {
  const sums = layered.map((surprises) => surprises.reduce((sum, value) => sum + filled(value), 0));
  const limit = sums.length === 0 ? 0 : quantile(Float64Array.from(sums).sort(), BULK);
  const rows = layered.filter((_, i) => sums[i]! <= limit);
  const means = layerNames.map((_, j) => rows.reduce((sum, row) => sum + filled(row[j]!), 0) / Math.max(1, rows.length));
  const product = (j: number, k: number): number =>
    rows.reduce((sum, row) => sum + (filled(row[j]!) - means[j]!) * (filled(row[k]!) - means[k]!), 0);
  const deviations = layerNames.map((_, j) => {
    const squares = product(j, j);
    return squares < 1e-9 ? 0 : squares;
  });
  return {
    deviations,
    correlation: (j, k) => {
      if (j === k) return 1;
      const scale = Math.sqrt(deviations[j]! * deviations[k]!);
      return scale === 0 ? 0 : product(j, k) / scale;
    },
  };
}

function filled(surprise: number): number {
  return Number.isNaN(surprise) ? NEUTRAL_SURPRISE : surprise;
}
