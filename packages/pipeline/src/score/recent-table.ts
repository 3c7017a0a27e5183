import { facetNames } from '@sidecar/features';
import type { Recent } from '@sidecar/scoring';

const FACETS = facetNames.length;
const CONTEXT = ['neighbours', 'neighbourEvents', 'oddDays', 'oddDayCount'] as const;

/** What is recent to each event of a file, in columns of numbers, about 80 bytes each. */
export interface RecentTable {
  set(i: number, recent: Recent): void;
  at(i: number): Recent;
}

export function createRecentTable(size: number): RecentTable {
  const days = new Uint8Array(size * FACETS);
  const followers = new Uint8Array(size * FACETS);
  const context = new Float64Array(size * CONTEXT.length);
  const alertLimits = new Float64Array(size);
  return {
    set: (i, recent) => {
      days.set(recent.habits.days, i * FACETS);
      followers.set(recent.habits.followers, i * FACETS);
      alertLimits[i] = recent.alertLimit;
      CONTEXT.forEach((name, c) => (context[i * CONTEXT.length + c] = recent.context[name]));
    },
    at: (i) => {
      const [neighbours, neighbourEvents, oddDays, oddDayCount] = context.subarray(i * CONTEXT.length);
      return {
        habits: {
          days: days.subarray(i * FACETS, (i + 1) * FACETS),
          followers: followers.subarray(i * FACETS, (i + 1) * FACETS),
        },
        context: {
          neighbours: neighbours!,
          neighbourEvents: neighbourEvents!,
          oddDays: oddDays!,
          oddDayCount: oddDayCount!,
        },
        alertLimit: alertLimits[i]!,
      };
    },
  };
}
