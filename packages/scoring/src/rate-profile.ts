import { RATE_BINS } from '@sidecar/features';
import { surprise } from './surprise.ts';

const PRIOR_NEW = 1;

/**
 * Share of accounts that were ever in each bin of a rate; sums to 1. Bins nobody reached keep a share that halves from bin to bin.
 *
 * @param accounts - How many accounts were in each bin, length 16.
 */
export function binReach(accounts: Float64Array): Float64Array {
  const reach = accounts.map((count, bin) => count + 0.5 ** (bin + 1));
  const total = reach.reduce((sum, share) => sum + share, 0);
  return reach.map((share) => share / total);
}

/**
 * Surprise of each bin of a rate for one account: the upper mid-p-value, how often is the rate at least this high?
 *
 * Rates come in bursts, so the chance to enter a bin for the first time is judged like a new value of a facet: bins seen
 * by events, `(d + 1) / (n + 1)`, spread over the bins as accounts reached them. An account that never had a lockout
 * storm is thereby judged by how many others had one.
 *
 * @param bins - Events of the account per bin; undefined without history.
 * @returns Length 16, `-log10 p`.
 */
export function rateSurprise(bins: Float64Array | undefined, reach: Float64Array): Float64Array {
  const events = bins?.reduce((sum, count) => sum + count, 0) ?? 0;
  const seen = bins?.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0) ?? 0;
  const novelty = Math.min(1, (seen + PRIOR_NEW) / (events + PRIOR_NEW));
  const result = new Float64Array(RATE_BINS);
  let higher = 0;
  for (let bin = RATE_BINS - 1; bin >= 0; bin--) {
    const share = (events === 0 ? 0 : (1 - novelty) * (bins![bin]! / events)) + novelty * reach[bin]!;
    result[bin] = surprise(higher + share / 2);
    higher += share;
  }
  return result;
}
