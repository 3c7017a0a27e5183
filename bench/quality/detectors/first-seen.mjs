import { accountValues } from './account-values.mjs';

/** How many things are new for this account. */
export const firstSeen = {
  name: 'first seen only',
  about:
    'how many of hour, source, destination, signature and process the account never showed in training; 0 for an account without a history',
  score({ train, test }) {
    const countsOf = accountValues(train);
    return test.map((event) => {
      const { total, seen } = countsOf(event);
      return total === 0 ? 0 : seen.filter((count) => count === 0).length;
    });
  },
};
