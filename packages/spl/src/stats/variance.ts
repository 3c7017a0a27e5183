import { numeric } from './numeric.ts';
import type { Statistic } from './statistic.ts';

interface Moments {
  count: number;
  mean: number;
  /** Sum of squared differences from the mean. */
  spread: number;
}

/**
 * Variance of numbers, `Σ(x - mean)² / (n - 1)` of a sample or `/ n` of a population, or its square root. Of a single
 * number it is 0.
 *
 * Computed in one pass without cancellation.
 *
 * @see Welford (1962), Technometrics 4:419-420; Chan, Golub and LeVeque (1979) for the merge.
 */
export function variance(of: 'sample' | 'population', as: 'variance' | 'deviation'): Statistic<Moments> {
  return numeric({
    isSmall: true,
    start: () => ({ count: 0, mean: 0, spread: 0 }),
    add(state, number) {
      const difference = number - state.mean;
      state.count++;
      state.mean += difference / state.count;
      state.spread += difference * (number - state.mean);
    },
    merge(state, other) {
      if (other.count === 0) return;
      const count = state.count + other.count;
      const difference = other.mean - state.mean;
      state.spread += other.spread + (difference * difference * state.count * other.count) / count;
      state.mean += (difference * other.count) / count;
      state.count = count;
    },
    read({ count, spread }) {
      if (count === 0) return undefined;
      if (count === 1) return 0;
      const value = spread / (of === 'sample' ? count - 1 : count);
      return as === 'deviation' ? Math.sqrt(value) : value;
    },
  });
}
