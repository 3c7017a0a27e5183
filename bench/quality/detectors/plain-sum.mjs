import { accountValues } from './account-values.mjs';

const floor = 1e-4;

/** How rare are the hour, the source, the destination, the signature and the process for this account, added up. */
export const plainSum = sumOfRarities(
  'plain sum',
  'sum over hour, source, destination, signature and process of `-log` of the share of the account’s training events that have the value, at least ' +
    '0.0001; 0 for an account without a history',
  (count, total) => (total === 0 ? 1 : Math.max(count / total, floor)),
);

/** The same with half an event of doubt, so that a short history says little. */
export const smoothedSum = sumOfRarities(
  'plain sum, smoothed',
  'the same of (count + ½) / (events + 1)',
  (count, total) => (count + 0.5) / (total + 1),
);

function sumOfRarities(name, about, shareOf) {
  const score = ({ train, test }) => {
    const countsOf = accountValues(train);
    return test.map((event) => {
      const { total, seen } = countsOf(event);
      return seen.reduce((sum, count) => sum - Math.log(shareOf(count, total)), 0);
    });
  };
  return { name, about, score };
}
