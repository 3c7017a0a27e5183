import { toNumber } from '../match-row.ts';
import type { FieldValue } from '../search-engine.ts';

/** A running statistic; its value is absent until something countable was added, except for counts. */
export interface Aggregate {
  readonly add: (value: string) => void;
  readonly value: () => FieldValue | undefined;
}

const makers: Readonly<Record<string, () => Aggregate>> = {
  count: () => {
    let count = 0;
    return { add: () => void count++, value: () => String(count) };
  },
  dc: () => {
    const seen = new Set<string>();
    return { add: (value) => void seen.add(value), value: () => String(seen.size) };
  },
  values: () => {
    const seen = new Set<string>();
    return {
      add: (value) => void seen.add(value),
      value: () => (seen.size > 1 ? [...seen].sort() : [...seen][0]),
    };
  },
  sum: () => numeric((numbers) => numbers.sum),
  avg: () => numeric((numbers) => numbers.sum / numbers.count),
  min: () => numeric((numbers) => numbers.least),
  max: () => numeric((numbers) => numbers.most),
};

/** Tells whether `stats` knows a function. */
export function isAggregate(name: string): boolean {
  return Object.hasOwn(makers, name);
}

/** A fresh aggregate of one of the known functions; `sum`, `avg`, `min` and `max` take numbers and skip other text. */
export function createAggregate(name: string): Aggregate {
  return makers[name]!();
}

interface Numbers {
  count: number;
  sum: number;
  least: number;
  most: number;
}

function numeric(read: (numbers: Numbers) => number): Aggregate {
  const numbers: Numbers = { count: 0, sum: 0, least: Infinity, most: -Infinity };
  return {
    add(value) {
      const number = toNumber(value);
      if (number === undefined) return;
      numbers.count++;
      numbers.sum += number;
      numbers.least = Math.min(numbers.least, number);
      numbers.most = Math.max(numbers.most, number);
    },
    value: () => (numbers.count === 0 ? undefined : String(read(numbers))),
  };
}
