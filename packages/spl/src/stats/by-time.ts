import { timeOf } from '../time/time-of.ts';
import type { Statistic } from './statistic.ts';

interface Seen {
  time: number;
  position: number;
  value: string | number | undefined;
}

interface Ends {
  readonly earliest: Seen;
  readonly latest: Seen;
}

/**
 * What is known of the earliest or latest occurrence of a value: the value (`earliest`), when it was (`earliest_time`,
 * epoch seconds). Rows without `_time` are passed over; of several at the same time the one counts that comes first in
 * Splunk's order of events, newest first.
 */
export function byTime(which: keyof Ends, what: 'value' | 'time'): Statistic<Ends> {
  return ends(({ [which]: { time, value } }) => {
    if (what === 'value') return value;
    return value === undefined ? undefined : time;
  });
}

/** Change of a number per second: `(latest - earliest) / (latest_time - earliest_time)`; null without two times. */
export const rate: Statistic<Ends> = ends(({ earliest, latest }) => {
  const change = Number(latest.value) - Number(earliest.value);
  const seconds = latest.time - earliest.time;
  return seconds > 0 && !Number.isNaN(change) ? change / seconds : undefined;
});

function ends(read: Statistic<Ends>['read']): Statistic<Ends> {
  return {
    isSmall: true,
    start: () => ({
      earliest: { time: Infinity, position: -1, value: undefined },
      latest: { time: -Infinity, position: Infinity, value: undefined },
    }),
    add(state, value, row, position) {
      const time = timeOf(row);
      if (time !== undefined) take(state, time, position, value);
    },
    merge(state, other) {
      for (const { time, position, value } of [other.earliest, other.latest]) {
        if (value !== undefined) take(state, time, position, value);
      }
    },
    read,
  };
}

function take({ earliest, latest }: Ends, time: number, position: number, value: string | number): void {
  if (time < earliest.time || (time === earliest.time && position > earliest.position)) {
    keep(earliest, time, position, value);
  }
  if (time > latest.time || (time === latest.time && position < latest.position)) {
    keep(latest, time, position, value);
  }
}

function keep(seen: Seen, time: number, position: number, value: string | number): void {
  seen.time = time;
  seen.position = position;
  seen.value = value;
}
