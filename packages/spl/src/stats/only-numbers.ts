import { parseNumber } from '../values/parse-number.ts';
import type { Statistic } from './statistic.ts';

interface Guarded {
  readonly state: unknown;
  hasText: boolean;
}

/** The option `allnum`: a statistic of numbers is null as soon as one value is none. */
export function onlyNumbers(statistic: Statistic): Statistic<Guarded> {
  return {
    isSmall: statistic.isSmall ?? false,
    start: () => ({ state: statistic.start(), hasText: false }),
    add(guarded, value, row, position) {
      if (typeof value === 'string' && Number.isNaN(parseNumber(value))) guarded.hasText = true;
      else statistic.add(guarded.state, value, row, position);
    },
    merge(guarded, other) {
      guarded.hasText ||= other.hasText;
      statistic.merge(guarded.state, other.state);
    },
    read: ({ state, hasText }) => (hasText ? undefined : statistic.read(state)),
  };
}
