import { rateNames } from '@sidecar/features';
import { describedCount } from './describe-rate.ts';

const spoken: Readonly<Record<string, string>> = {
  cluster: 'kind of behaviour',
  stranger: 'unknown name',
  user_silence: 'length of silence',
};

/**
 * A reason's code in words: `number of failures of the account in an hour`, `pair of signature and process`, `source network`.
 */
export function spokenCode(code: string): string {
  const words = spoken[code];
  if (words !== undefined) return words;
  const rate = rateNames.find((name) => name === code);
  if (rate !== undefined) return `number of ${describedCount(rate)}`;
  const [first, second] = code.split('+').map((name) => name.replaceAll('_', ' '));
  return second === undefined ? first! : `pair of ${first} and ${second}`;
}
