import { rateNames } from '@sidecar/features';
import { describedCount } from './describe-rate.ts';

const spoken: Readonly<Record<string, string>> = {
  cluster: 'kind of behaviour',
  stranger: 'account that exists',
  recent_events: 'hour before it',
  recent_odd_hours: 'fortnight before it',
};

/**
 * A reason's code in words: `number of failures of the account in an hour`, `pair of signature and process`, `source network`.
 */
export function spokenCode(code: string): string {
  const rate = rateNames.find((name) => name === code);
  if (rate === 'user_silence') return 'silence before it';
  if (rate !== undefined) return `number of ${describedCount(rate)}`;
  const words = spoken[code];
  if (words !== undefined) return words;
  const [first, second] = code.split('+').map((name) => name.replaceAll('_', ' '));
  return second === undefined ? first! : `pair of ${first} and ${second}`;
}
