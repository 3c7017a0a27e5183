import { byOrder } from './by-order.ts';
import { byTime, rate } from './by-time.ts';
import { count, distinctCount, mode } from './counts.ts';
import { extreme, range } from './extremes.ts';
import { list, values } from './gathered.ts';
import { percentile } from './percentile.ts';
import type { Statistic } from './statistic.ts';
import { mean, sum, sumOfSquares } from './sums.ts';
import { variance } from './variance.ts';

/** A function that `stats` and its relatives know. */
export interface StatisticalFunction {
  /** `<N>` stands for a number from 0 to 100. */
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One line, for the documentation. */
  readonly meaning: string;
  /** Whether it takes numbers alone, which the option `allnum` asks for. */
  readonly isNumeric?: boolean;
  readonly make: (parameter: number) => Statistic;
}

const always =
  (statistic: Statistic): (() => Statistic) =>
  () =>
    statistic;

/** Every statistical function, for parsing and for the documentation. */
export const supportedStatistics: readonly StatisticalFunction[] = [
  {
    name: 'count',
    aliases: ['c'],
    meaning: 'how many values there are; without a field, how many rows',
    make: always(count),
  },
  {
    name: 'distinct_count',
    aliases: ['dc'],
    meaning: 'how many different values there are',
    make: always(distinctCount),
  },
  { name: 'estdc', meaning: 'the same as `dc`: nothing is estimated', make: always(distinctCount) },
  {
    name: 'estdc_error',
    meaning: 'error of `estdc`, which is 0',
    make: () => ({ ...distinctCount, read: () => 0 }),
  },
  { name: 'sum', meaning: 'sum of the numbers', isNumeric: true, make: always(sum) },
  {
    name: 'avg',
    aliases: ['mean'],
    meaning: 'arithmetic mean of the numbers',
    isNumeric: true,
    make: always(mean),
  },
  { name: 'min', meaning: 'least value; numbers come before text', make: () => extreme('least') },
  { name: 'max', meaning: 'greatest value; numbers come before text', make: () => extreme('greatest') },
  { name: 'range', meaning: 'greatest number less the least', isNumeric: true, make: always(range) },
  {
    name: 'sumsq',
    meaning: 'sum of the squares of the numbers',
    isNumeric: true,
    make: always(sumOfSquares),
  },
  {
    name: 'stdev',
    meaning: 'standard deviation of a sample',
    isNumeric: true,
    make: () => variance('sample', 'deviation'),
  },
  {
    name: 'stdevp',
    meaning: 'standard deviation of a population',
    isNumeric: true,
    make: () => variance('population', 'deviation'),
  },
  {
    name: 'var',
    meaning: 'variance of a sample',
    isNumeric: true,
    make: () => variance('sample', 'variance'),
  },
  {
    name: 'varp',
    meaning: 'variance of a population',
    isNumeric: true,
    make: () => variance('population', 'variance'),
  },
  {
    name: 'median',
    meaning: 'middle number; the higher of two',
    isNumeric: true,
    make: () => percentile('ranked', 50),
  },
  {
    name: 'perc<N>',
    aliases: ['p<N>'],
    meaning: 'N-th percentile, between neighbours in proportion',
    isNumeric: true,
    make: (p) => percentile('interpolated', p),
  },
  {
    name: 'upperperc<N>',
    meaning: 'the same as `perc<N>`: nothing is estimated',
    isNumeric: true,
    make: (p) => percentile('interpolated', p),
  },
  {
    name: 'exactperc<N>',
    meaning: 'N-th percentile, always a number of the data',
    isNumeric: true,
    make: (p) => percentile('ranked', p),
  },
  {
    name: 'mode',
    meaning: 'most frequent value; of several the lexicographically first',
    make: always(mode),
  },
  {
    name: 'values',
    meaning: 'the different values as a multivalue, in lexicographical order',
    make: always(values),
  },
  { name: 'list', meaning: 'the first 100 values as a multivalue, in the order of rows', make: always(list) },
  { name: 'first', meaning: 'value of the first row that has one', make: () => byOrder('first') },
  { name: 'last', meaning: 'value of the last row that has one', make: () => byOrder('last') },
  {
    name: 'earliest',
    meaning: 'value of the row with the least `_time`',
    make: () => byTime('earliest', 'value'),
  },
  {
    name: 'latest',
    meaning: 'value of the row with the greatest `_time`',
    make: () => byTime('latest', 'value'),
  },
  {
    name: 'earliest_time',
    meaning: '`_time` of the row that `earliest` takes',
    make: () => byTime('earliest', 'time'),
  },
  {
    name: 'latest_time',
    meaning: '`_time` of the row that `latest` takes',
    make: () => byTime('latest', 'time'),
  },
  {
    name: 'rate',
    meaning: 'change of a number per second between `earliest` and `latest`',
    make: always(rate),
  },
];

const byName = new Map(
  supportedStatistics.flatMap((entry) => [entry.name, ...(entry.aliases ?? [])].map((name) => [name, entry])),
);

/**
 * The statistic of a function as it is written, in any case.
 *
 * @returns undefined for a function that is none, and for a percentile outside of 0 to 100.
 * @example
 * findStatistic('p99.5'); // => { isNumeric: true, statistic: … }
 */
export function findStatistic(
  written: string,
): { readonly isNumeric: boolean; readonly statistic: Statistic } | undefined {
  const [, name, digits] = /^([a-z_]+?)(\d+(?:\.\d+)?)?$/.exec(written.toLowerCase()) ?? [];
  const found = byName.get(digits === undefined ? (name ?? '') : `${name}<N>`);
  const parameter = Number(digits ?? 0);
  if (found === undefined || parameter > 100) return undefined;
  return { isNumeric: found.isNumeric ?? false, statistic: found.make(parameter) };
}
