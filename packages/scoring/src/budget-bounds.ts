import { requireFinite, requirePositive } from '@sidecar/numeric';
import { type AlertRates, limitFor } from './alert-rates.ts';

export interface BudgetBoundsOptions {
  readonly alertsPerDay: number;
  /** Days that are scored, above 0. */
  readonly days: number;
  /** Chance that the realised number lies within the bounds, from 0.01 to 0.9999. @default 0.99 */
  readonly confidence?: number;
}

/** What a budget promises of days like those of the training, without attacks. */
export interface BudgetBounds {
  readonly expected: number;
  /** The realised number of alerts lies from `least` to `most`, both included. */
  readonly least: number;
  readonly most: number;
}

/** Relative error of the expected number that is left with any number of held-out events: fresh days are not those held out. */
const MODEL_ERROR = 0.1;

/**
 * What a budget of alerts promises: `expected` alerts on days like those of the training without attacks, and bounds that the
 * realised number keeps with the given chance.
 *
 * The number is negative binomial, with mean `m = B D` and variance `b m (1 + D / H) + m^2 (s^2 / D + 0.1^2)`: `B` alerts a day on `D` days;
 * `b` alerts come in one burst (`AlertRate.burst`); `H` days of held-out events taught the limit, and their own number
 * of alerts was as much chance as that of the `D` days; a day differs from another by a share `s` (`daySpread`); and fresh days are
 * not quite those held out.
 *
 * @throws RangeError unless `alertsPerDay` and `days` are above 0 and `confidence` is from 0.01 to 0.9999.
 * @example
 * budgetBounds(model.alertRates, { alertsPerDay: 10, days: 1 }); // => { expected: 10, least: 1, most: 30 }
 */
export function budgetBounds(
  rates: AlertRates,
  { alertsPerDay, days, confidence = 0.99 }: BudgetBoundsOptions,
): BudgetBounds {
  requirePositive('alertsPerDay', alertsPerDay);
  requirePositive('days', days);
  requireFinite('confidence', confidence, 0.01, 0.9999);
  const limit = limitFor(rates, alertsPerDay);
  // Where every event is an alert, there are as many alerts as events.
  const expected = (limit === Infinity ? rates.events / rates.days : alertsPerDay) * days;
  const burst = rates.limits.findLast((rate) => rate.limit >= limit)?.burst ?? 1;
  const chance = burst * expected * (1 + days / rates.days);
  const variance = chance + expected ** 2 * (rates.daySpread ** 2 / days + MODEL_ERROR ** 2);
  return { expected, ...negativeBinomialBounds(expected, variance, (1 - confidence) / 2) };
}

/** @param variance - Above `mean`. */
function negativeBinomialBounds(
  mean: number,
  variance: number,
  tail: number,
): { least: number; most: number } {
  const size = mean ** 2 / (variance - mean);
  const failure = mean / (size + mean);
  let logChance = -size * Math.log1p(mean / size);
  let below = 0;
  let least = 0;
  for (let count = 0; ; count++) {
    const upTo = below + Math.exp(logChance);
    if (upTo <= tail) least = count + 1;
    if (1 - upTo <= tail) return { least, most: count };
    below = upTo;
    logChance += Math.log(((count + size) / (count + 1)) * failure);
  }
}
