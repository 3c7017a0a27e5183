import { expect, it, test } from 'vitest';
import { createMemoryEnvironment, createSearchEngine, rowsOf } from '../../src/index.ts';
import { runSearch } from '../run-search.ts';

const point = (time: number, user: string, measures: Record<string, string>, index = 'metrics') => ({
  time,
  index,
  raw: '',
  fields: {
    user,
    ...Object.fromEntries(Object.entries(measures).map(([name, value]) => [`metric_name:${name}`, value])),
  },
});
const options = {
  indexes: { main: 'event', metrics: 'metric', other: 'metric' } as const,
  events: [
    point(10, 'ann', { 'logons.events': '4', 'logons.failures': '1' }),
    point(20, 'bob', { 'logons.events': '6' }),
    point(3700, 'ann', { 'logons.events': '10', 'logons.failures': '0' }),
    point(30, 'ann', { 'logons.events': '100' }, 'other'),
    point(40, 'ann', { 'logons.events': '1000' }, 'main'),
  ],
};
const run = async (search: string) => runSearch(search, options);

test.for([
  ['sum(logons.events) AS n WHERE index=metrics', [{ n: 20 }]],
  [
    'max(logons.events) AS most, max(logons.failures) AS f WHERE index=metrics span=1h BY user',
    [
      { _time: 0, user: 'ann', most: 4, f: 1 },
      { _time: 0, user: 'bob', most: 6 },
      { _time: 3600, user: 'ann', most: 10, f: 0 },
    ],
  ],
  ['sum(logons.*) AS all_* WHERE index=metrics user=ann', [{ all_events: 14, all_failures: 1 }]],
  ['count(logons.*) WHERE index=metrics', [{ 'count(logons.events)': 3, 'count(logons.failures)': 2 }]],
  ['count(_value) AS n WHERE metric_name=logons.failures AND index=metrics', [{ n: 2 }]],
  [
    'sum(_value) AS n WHERE index=metrics metric_name=logons.* BY metric_name',
    [
      { metric_name: 'logons.events', n: 20 },
      { metric_name: 'logons.failures', n: 1 },
    ],
  ],
  ['sum(logons.events) AS n WHERE index=* span=1d', [{ _time: 0, n: 120 }]],
  ['sum(logons.events) AS n WHERE index=metrics AND user=Ann', [{}]],
  ['sum(logons.events) AS n WHERE index=metrics AND earliest=15 latest=3600', [{ n: 6 }]],
  ['sum(logons.nosuch) AS n WHERE index=metrics BY user', []],
  // There are no default metric indexes, and events are no measures.
  ['sum(logons.events) AS n', [{}]],
  ['sum(logons.events) AS n WHERE index=main', [{}]],
] as const)('| mstats %s', async ([argument, expected]) => {
  expect(await run(`| mstats ${argument}`)).toEqual(expected);
});

it('reads what mcollect wrote', async () => {
  const environment = createMemoryEnvironment({ now: 7300, indexes: { metrics: 'metric' } });
  const engine = createSearchEngine(environment);
  const write =
    '| makeresults count=3 | streamstats count AS n | eval user=if(n<3,"ann","bob"), "metric_name:logons.events"=n | fields _time user metric_name* | mcollect index=metrics';
  await rowsOf(engine.prepare(write).run());
  const read = '| mstats sum(logons.events) AS n WHERE index=metrics BY user span=1h';
  expect((await rowsOf(engine.prepare(read).run())).map((row) => ({ ...row }))).toEqual([
    { _time: 7200, user: 'ann', n: 3 },
    { _time: 7200, user: 'bob', n: 3 },
  ]);
});

test.for([
  ['avg(_value) WHERE index=m', 'The WHERE clause must filter by metric_name when functions take _value.'],
  [
    'avg(a) WHERE metric_name=a',
    'The WHERE clause cannot filter by metric_name when functions name measures.',
  ],
  ['avg(a) avg(_value) WHERE metric_name=a', 'Functions cannot take both _value and names of measures.'],
  ['avg(a) BY _timeseries', "Grouping by '_timeseries' is unsupported."],
  ['chart=t avg(a)', "The argument 'chart=t' is unsupported."],
  ['avg(a) span=log2', 'The value for option span (log2) is invalid.'],
  ['WHERE index=m', 'A list of aggregation functions is required.'],
])('refuses | mstats %s', ([argument, message]) => {
  expect(() => createSearchEngine(createMemoryEnvironment()).prepare(`| mstats ${argument}`)).toThrow(
    `Error in 'mstats' command: ${message}`,
  );
});
