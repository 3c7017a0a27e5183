import { quantile } from '@sidecar/numeric';

/** Where raw scores of held-out events lie, plain data. */
export interface Calibration {
  /** How many held-out events it was learned from. */
  readonly events: number;
  /** Raw score at each of the shares 0, 0.001, ... 1 of the held-out events. */
  readonly quantiles: readonly number[];
  /** Beyond this raw score the tail is extrapolated: a share of the events lies above. */
  readonly tailStart: number;
  readonly tailShare: number;
  /** Generalised Pareto tail: scale above 0, shape in [0, 0.5]. */
  readonly tailScale: number;
  readonly tailShape: number;
}

const TAIL_SHARE = 0.02;
const STEPS = 1000;
const LEAST_TAIL = 20;
const LEAST_SCALE = 1e-3;
const LEAST_P = 1e-300;

/**
 * Learns the distribution of raw scores on events that the model was not fitted on. Its upper 2 % (at least 20 events)
 * follow a generalised Pareto distribution fitted by probability-weighted moments.
 *
 * @param scores - Raw scores of held-out events, at least one.
 * @see Hosking and Wallis (1987), Parameter and quantile estimation for the generalized Pareto distribution,
 *   Technometrics 29:339-349. Laxhammar and Falkman (2011) for conformal anomaly detection.
 */
export function fitCalibration(scores: Float64Array): Calibration {
  const sorted = Float64Array.from(scores).sort();
  const quantiles = Array.from({ length: STEPS + 1 }, (_, i) => quantile(sorted, i / STEPS));
  // A whole number of steps, so that body and tail meet where the tail starts.
  const tailShare = Math.min(
    0.5,
    Math.max(TAIL_SHARE, Math.ceil((STEPS * LEAST_TAIL) / sorted.length) / STEPS),
  );
  const tailStart = quantile(sorted, 1 - tailShare);
  const excesses = sorted.filter((score) => score > tailStart).map((score) => score - tailStart);
  return { events: sorted.length, quantiles, tailStart, tailShare, ...fitParetoTail(excesses) };
}

/**
 * How often a quiet event scores at least this high: `(k + 1) / (n + 1)` in the body, extrapolated in the tail.
 *
 * @returns In [1e-300, 1], never rising with the score, and falling strictly in the tail until it ends at 1e-300.
 */
export function tailProbability(calibration: Calibration, score: number): number {
  const { events, quantiles, tailStart, tailShare, tailScale, tailShape } = calibration;
  const smallest = 1 / (events + 1);
  if (score <= tailStart) return Math.min(1, 1 - shareBelow(quantiles, score) * (1 - smallest));
  const excess = (score - tailStart) / tailScale;
  const survival = tailShape < 1e-6 ? Math.exp(-excess) : (1 + tailShape * excess) ** (-1 / tailShape);
  return Math.max(LEAST_P, (tailShare * (1 - smallest) + smallest) * survival);
}

function fitParetoTail(excesses: Float64Array): { tailScale: number; tailShape: number } {
  const n = excesses.length;
  const mean = excesses.reduce((sum, excess) => sum + excess, 0) / Math.max(1, n);
  let weighted = 0;
  excesses.forEach((excess, i) => (weighted += ((n - 1 - i) / (n - 1)) * excess));
  const spread = mean - (2 * weighted) / n;
  // Excesses that are all alike tell of no tail, and their spread is nothing but rounding.
  const shape = n < 2 || spread < 1e-9 * mean ? 0 : Math.min(0.5, Math.max(0, 2 - mean / spread));
  return { tailScale: Math.max(LEAST_SCALE, mean * (1 - shape)), tailShape: shape };
}

function shareBelow(quantiles: readonly number[], score: number): number {
  let low = 0;
  let high = quantiles.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (quantiles[middle]! < score) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return 0;
  if (low === quantiles.length) return 1;
  const from = quantiles[low - 1]!;
  const to = quantiles[low]!;
  return (low - 1 + (score - from) / (to - from)) / STEPS;
}
