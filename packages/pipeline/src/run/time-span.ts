import type { TimeSpan } from '../records/model-run.ts';

/** Follows the first and the last of times that come in any order, some of them more than once. */
export function createTimeSpan(): { add(time: number): void; of(): TimeSpan | null } {
  let first = Infinity;
  let last = -Infinity;
  return {
    add: (time) => {
      if (time < first) first = time;
      if (time > last) last = time;
    },
    of: () => (first > last ? null : { first, last }),
  };
}
