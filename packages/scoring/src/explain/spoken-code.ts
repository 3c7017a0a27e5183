import { rateNames } from '@sidecar/features';
import { describedCount } from './describe-rate.ts';

/**
 * A reason's code in words: `number of failures of the account in an hour`, `pair of signature and process`, `source network`.
 */
export function spokenCode(code: string): string {
  const rate = rateNames.find((name) => name === code);
  if (rate === 'user_silence') return 'silence before it';
  if (rate !== undefined) return `number of ${describedCount(rate)}`;
  if (code === 'cluster') return 'kind of behaviour';
  const [first, second] = code.split('+').map((name) => name.replaceAll('_', ' '));
  return second === undefined ? first! : `pair of ${first} and ${second}`;
}
