import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { emptyRow } from '../../src/empty-row.ts';
import type { FieldValue } from '../../src/index.ts';
import { findStatistic, supportedStatistics } from '../../src/stats/statistics.ts';

type Value = string | number;

/** A function over values that come one a second, the first first. */
function statistic(name: string, values: readonly Value[]): FieldValue | undefined {
  const { statistic: of } = findStatistic(name)!;
  const state = of.start();
  values.forEach((value, i) => of.add(state, value, rowAt(i), i));
  return of.read(state);
}

function rowAt(time: number): ReturnType<typeof emptyRow> {
  const row = emptyRow();
  row['_time'] = String(time);
  return row;
}

const hundred = (value: Value, times: number): Value[] => Array.from({ length: times }, () => value);
const visitors = [0, 212, 579, 1068, 1692, 2301, 2793, 3306, 3673, 4010];
const customers = ['37', '58', '8', '34', '13', '74', '38'];

/** Examples of Splunk's "Aggregate functions", "Multivalue stats and chart functions" and "Time functions". */
const documented: readonly { name: string; values: readonly Value[]; expected: FieldValue }[] = [
  { name: 'avg', values: hundred('3.99', 100), expected: 3.9900000000000055 },
  { name: 'avg', values: hundred('3.99', 10_000), expected: 3.990000000000215 },
  { name: 'mean', values: [65, 42, 40, 31, 47, 53, 64], expected: 48.857142857142854 },
  { name: 'sumsq', values: ['65', '42', '40', '31', '47', '53', '64'], expected: 17664 },
  { name: 'perc50', values: [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], expected: 5.5 },
  { name: 'perc95', values: [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], expected: 9.55 },
  { name: 'p50', values: visitors, expected: 1996.5 },
  { name: 'p95', values: visitors, expected: 3858.35 },
  { name: 'median', values: customers, expected: 37 },
  { name: 'median', values: ['1', '2', '3', '4'], expected: 3 },
  {
    name: 'exactperc90',
    values: [1.379, 1.276, 1.351, 2.062, 1.465, 3.107, 1.621, 1.901, 1.562, 27.203],
    expected: 27.203,
  },
  { name: 'mode', values: ['32', '45', '29', '45', '37'], expected: '45' },
  { name: 'mode', values: ['Garcia', 'Mayer', 'Garcia', 'Zhang', 'Garcia'], expected: 'Garcia' },
  { name: 'min', values: ['1', 'c', 'a', '2', '100', 'b', '4', '9'], expected: 1 },
  { name: 'max', values: ['1', 'c', 'a', '2', '100', 'b', '4', '9'], expected: 'c' },
  { name: 'max', values: ['10', '9', '70', '100'], expected: 100 },
  { name: 'stdev', values: ['0'], expected: 0 },
  { name: 'values', values: ['10', '9', '70', '100', '9'], expected: ['10', '100', '70', '9'] },
  { name: 'values', values: ['b', 'B', 'a'], expected: ['B', 'a', 'b'] },
  { name: 'list', values: ['3', '1', '3'], expected: ['3', '1', '3'] },
  { name: 'first', values: ['x', 'y'], expected: 'x' },
  { name: 'last', values: ['x', 'y'], expected: 'y' },
  { name: 'earliest', values: ['x', 'y'], expected: 'x' },
  { name: 'latest', values: ['x', 'y'], expected: 'y' },
  { name: 'latest_time', values: ['x', 'y', 'z'], expected: 2 },
  { name: 'earliest_time', values: ['x', 'y', 'z'], expected: 0 },
  { name: 'rate', values: ['10', '50', '30'], expected: 10 },
  { name: 'range', values: ['1200', '1400', 'n/a', '1650'], expected: 450 },
];

test.for(documented)('$name of $values is $expected', ({ name, values, expected }) => {
  const value = statistic(name, values);
  if (typeof expected === 'number') expect(value).toBeCloseTo(expected, 12);
  else expect(value).toEqual(expected);
});

interface Sample {
  readonly values: readonly number[];
  readonly percentiles: readonly (readonly [number, number])[];
}

const fixture = JSON.parse(
  readFileSync(new URL('../fixtures/statistics.json', import.meta.url), 'utf8'),
) as Record<string, Sample & Record<string, number>>;

describe.for(Object.entries(fixture))('%s', ([, sample]) => {
  const texts = sample.values.map(String);

  it.for(['sum', 'avg', 'sumsq', 'range', 'stdev', 'stdevp', 'var', 'varp'])(
    'agrees with numpy and scipy on %s',
    (name) => {
      const expected = sample[name]!;
      const scale = Math.max(Math.abs(expected), Number.MIN_VALUE);
      // Far from zero the deviations themselves have but seven digits left after the point.
      const tolerance = Math.min(...sample.values) > 1e8 && /dev|var/.test(name) ? 1e-8 : 1e-12;
      expect(Math.abs((statistic(name, texts) as number) - expected) / scale).toBeLessThan(tolerance);
    },
  );

  it.for(sample.percentiles)('agrees with numpy on percentile %s', ([p, expected]) => {
    expect(statistic(`perc${p}`, texts)).toBeCloseTo(expected, 6);
    expect(statistic(`upperperc${p}`, texts)).toBe(statistic(`perc${p}`, texts));
  });

  it('has exact percentiles that are numbers of the data, in order', () => {
    const exact = sample.percentiles.map(([p]) => statistic(`exactperc${p}`, texts) as number);
    expect(exact.every((value) => sample.values.includes(value))).toBe(true);
    expect(exact).toEqual(exact.toSorted((a, b) => a - b));
  });
});

const names = supportedStatistics.flatMap(({ name, aliases = [] }) =>
  [name, ...aliases].map((written) => written.replace('<N>', '90')),
);
const someValues = fc.array(
  fc.oneof(fc.integer({ min: -50, max: 50 }).map(String), fc.constantFrom('a', 'b', 'C', '1.5', '')),
  { maxLength: 140 },
);

describe.for(names)('%s', (name) => {
  it('says of merged states what it says of all values, however they are split', () => {
    fc.assert(
      fc.property(someValues, fc.array(fc.boolean(), { minLength: 140, maxLength: 140 }), (values, sides) => {
        const { statistic: of } = findStatistic(name)!;
        const states = [of.start(), of.start()] as const;
        values.forEach((value, i) => of.add(states[sides[i] ? 0 : 1], value, rowAt(i), i));
        of.merge(states[0], states[1]);
        const merged = of.read(states[0]);
        const whole = statistic(name, values);
        if (typeof whole === 'number') expect(merged).toBeCloseTo(whole, 9);
        else expect(merged).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  it('is null, or 0 where it counts, when there is nothing', () => {
    const counts = /^(?:c|count|dc|distinct_count|estdc|estdc_error)$/.test(name);
    expect(statistic(name, [])).toBe(counts ? 0 : undefined);
  });
});

it.for([
  ['earliest', 'c'],
  ['latest', 'a'],
])(
  '%s takes of rows of the same time the one that is so in the order of events, newest first',
  ([name, expected]) => {
    const { statistic: of } = findStatistic(name!)!;
    const states = [of.start(), of.start()] as const;
    ['a', 'b', 'c'].forEach((value, i) => of.add(states[i % 2 === 0 ? 0 : 1], value, rowAt(7), i));
    of.merge(states[1], states[0]);
    expect(of.read(states[1])).toBe(expected);
  },
);

it('passes over rows without a time where time decides', () => {
  const { statistic: of } = findStatistic('latest')!;
  const state = of.start();
  of.add(state, 'timed', rowAt(1), 0);
  of.add(state, 'untimed', emptyRow(), 1);
  expect(of.read(state)).toBe('timed');
});

it('lists no more than a hundred values, and keeps all different ones', () => {
  const many = Array.from({ length: 150 }, (_, i) => String(i));
  expect(statistic('list', many)).toEqual(many.slice(0, 100));
  expect(statistic('values', many)).toHaveLength(150);
});

it('takes the same number written in two ways as two texts, and once as a number', () => {
  expect(statistic('dc', ['1', '1.0', 1])).toBe(2);
  expect(statistic('sum', ['1', '1.0', 1])).toBe(3);
});

it.for(['perc101', 'p', 'count5', 'nosuch', 'constructor'])('does not know %s', (name) => {
  expect(findStatistic(name)).toBeUndefined();
});
