import { describe, expect, it, test } from 'vitest';
import { createMemoryEnvironment, createSearchEngine, type MemoryOptions } from '../../src/index.ts';
import { runSearch } from '../run-search.ts';

const knowledge: MemoryOptions = {
  now: 100_000,
  indexes: { main: 'event', wineventlog: 'event' },
  eventTypes: {
    logon: 'index=wineventlog sourcetype=logons',
    admin: 'index=wineventlog sourcetype=logons is_admin=1',
  },
  tags: { authentication: ['logon'], privileged: ['admin'] },
};
const event = (time: number, raw: object, sourcetype = 'logons') => ({
  time,
  raw,
  sourcetype,
  index: 'wineventlog',
  fields: { site: time < 3600 ? 'north' : 'south' },
});
const events = [
  event(10, { user: 'ann', action: 'success', dest: 'db1', src: '10.0.0.1', is_admin: 1 }),
  event(20, { user: 'ann', action: 'failure', dest: 'db2' }),
  event(3700, { user: 'ann', action: 'success', dest: 'db1', src: '' }),
  event(3800, { action: 'failure', app: 'win:remote' }),
  event(3900, { user: 'PC7$', action: 'success', dest: 'dc' }),
  event(3950, { user: 'PC7$', action: 'failure', dest: 'dc' }),
  event(4000, { user: 'eve', action: 'success' }, 'other'),
  { time: 50, raw: { user: 'x' }, index: 'main' },
];
const run = async (search: string) => runSearch(search, { ...knowledge, events });

describe('tstats over the data model Authentication', () => {
  it('counts events of the event types tagged so, by hour and user', async () => {
    const search =
      '| tstats count, dc(Authentication.dest) AS dests, values(Authentication.src) AS srcs, max(_time) AS last FROM datamodel=Authentication.Authentication BY _time span=1h, Authentication.user';
    expect(await run(search)).toEqual(
      [
        {
          _time: 0,
          'Authentication.user': 'ann',
          count: 2,
          dests: 2,
          srcs: ['10.0.0.1', 'unknown'],
          last: 20,
        },
        { _time: 3600, 'Authentication.user': 'ann', count: 1, dests: 1, srcs: 'unknown', last: 3700 },
        { _time: 3600, 'Authentication.user': 'PC7$', count: 1, dests: 1, srcs: 'unknown', last: 3950 },
        { _time: 3600, 'Authentication.user': 'unknown', count: 1, dests: 1, srcs: 'unknown', last: 3800 },
      ].sort((a, b) => a._time - b._time || (a['Authentication.user'] < b['Authentication.user'] ? -1 : 1)),
    );
  });

  it('leaves out successful logons of machine accounts, and no other of theirs', async () => {
    expect(
      await run('| tstats count FROM datamodel=Authentication BY Authentication.user Authentication.action'),
    ).toContainEqual({ 'Authentication.user': 'PC7$', 'Authentication.action': 'failure', count: 1 });
    expect(
      await run(
        '| tstats count FROM datamodel=Authentication WHERE Authentication.user="PC7$" Authentication.action=success',
      ),
    ).toEqual([{ count: 0 }]);
  });

  it('has the sourcetype for an app that is missing', async () => {
    expect(await run('| tstats count FROM datamodel=Authentication BY Authentication.app')).toEqual([
      { 'Authentication.app': 'logons', count: 4 },
      { 'Authentication.app': 'win:remote', count: 1 },
    ]);
  });

  test.for([
    ['FROM datamodel=Authentication.Failed_Authentication', 3],
    ['FROM datamodel=Authentication.Authentication WHERE nodename=Authentication.Failed_Authentication', 3],
    ['FROM datamodel=Authentication where nodename=Authentication.Successful_Authentication', 2],
    ['FROM datamodel=Authentication where nodename=Authentication.Privileged_Authentication', 1],
    ['FROM datamodel=Authentication where nodename=Authentication.Nosuch', 0],
    ['FROM datamodel=Authentication WHERE Authentication.action=FAIL*', 3],
    ['FROM datamodel=Authentication WHERE Authentication.dest IN ("db1", "dc")', 3],
    ['FROM datamodel=Authentication WHERE NOT (Authentication.user=ann OR Authentication.user=unknown)', 1],
    ['FROM datamodel=Authentication WHERE earliest=15 latest=3750', 2],
    ['FROM datamodel=Authentication WHERE index=main', 0],
    ['FROM datamodel=Authentication WHERE user=ann', 0],
    ['FROM datamodel=Authentication summariesonly=t', 5],
  ] as const)('counts %s', async ([clause, expected]) => {
    const search = clause.endsWith('summariesonly=t')
      ? `| tstats summariesonly=t count ${clause.replace(' summariesonly=t', '')}`
      : `| tstats count ${clause}`;
    expect(await run(search)).toEqual([{ count: expected }]);
  });

  it('drops rows by a field they do not have, unless something stands for it', async () => {
    expect(await run('| tstats count FROM datamodel=Authentication BY Authentication.reason')).toEqual([]);
    expect(await run('| tstats count FROM datamodel=Authentication BY Authentication.nosuch')).toEqual([]);
    expect(
      await run('| tstats fillnull_value=none count FROM datamodel=Authentication BY Authentication.reason'),
    ).toEqual([{ 'Authentication.reason': 'none', count: 5 }]);
  });

  it('says what stats says of the same events', async () => {
    const raw = await run(
      'search tag=authentication NOT (action=success user=*$) | eval user=coalesce(user,"unknown"), h=floor(_time/3600)*3600 | stats count dc(action) AS d BY h user',
    );
    const model = await run(
      '| tstats count dc(Authentication.action) AS d FROM datamodel=Authentication BY _time span=1h Authentication.user | rename _time AS h Authentication.* AS *',
    );
    expect(model).toEqual(raw);
  });

  it('keeps within the indexes of the macro cim_Authentication_indexes', async () => {
    const macros = { cim_Authentication_indexes: '(index=main)' };
    const search = '| tstats count FROM datamodel=Authentication';
    expect(await runSearch(search, { ...knowledge, events, macros })).toEqual([{ count: 0 }]);
  });
});

describe('tstats over indexed fields', () => {
  it('counts by time and what every event has', async () => {
    expect(await run('| tstats count where index=wineventlog by _time span=1h, sourcetype')).toEqual([
      { _time: 0, sourcetype: 'logons', count: 2 },
      { _time: 3600, sourcetype: 'logons', count: 4 },
      { _time: 3600, sourcetype: 'other', count: 1 },
    ]);
  });

  it('sees fields that were indexed, and none that are found in the text', async () => {
    expect(await run('| tstats count where index=wineventlog by site')).toEqual([
      { site: 'north', count: 2 },
      { site: 'south', count: 5 },
    ]);
    expect(await run('| tstats count where index=wineventlog by user')).toEqual([]);
    expect(await run('| tstats dc(user) AS users where index=wineventlog')).toEqual([{ users: 0 }]);
  });

  it('looks into the default indexes if it is told none', async () => {
    expect(await run('| tstats count')).toEqual([{ count: 1 }]);
    expect(await run('| tstats count where (index=main OR (index=w* AND source=*)) groupby index')).toEqual([
      { index: 'main', count: 1 },
      { index: 'wineventlog', count: 7 },
    ]);
  });

  it('takes a subsearch for its WHERE', async () => {
    const search = '| tstats count where index=* [ search index=wineventlog user=eve | fields sourcetype ]';
    expect(await run(search)).toEqual([{ count: 1 }]);
  });

  it('without a span chooses one by the window', async () => {
    const rows = await run('| tstats count where index=wineventlog earliest=1 latest=86401 by _time');
    expect(rows.map(({ _time }) => _time)).toEqual([0, 3600]);
    expect(rows.map(({ count }) => count)).toEqual([2, 5]);
  });
});

test.for([
  [
    'tstats count FROM datamodel=Network_Traffic',
    "Error in 'DataModelEvaluator': Data model 'Network_Traffic' was not found.",
  ],
  [
    'tstats count FROM datamodel=Authentication.Nosuch',
    "Error in 'DataModelEvaluator': Data model 'Authentication' does not have an object named 'Nosuch'.",
  ],
  ['tstats prestats=t count', "Error in 'tstats' command: The argument 'prestats=t' is unsupported."],
  ['tstats count(eval(x=1))', "Error in 'tstats' command: The argument 'eval(x=1)' is unsupported."],
  ['tstats avg(*)', "Error in 'tstats' command: The argument 'avg(*)' is unsupported."],
  ['tstats list(host)', "Error in 'tstats' command: The argument 'list(host)' is unsupported."],
  [
    'tstats count by PREFIX(user=)',
    "Error in 'tstats' command: The argument 'PREFIX(user=)' is unsupported.",
  ],
  ['tstats count by sour*', "Error in 'tstats' command: The argument 'sour*' is unsupported."],
  ['tstats count FROM sid=1.2', "Error in 'tstats' command: The argument 'sid=1.2' is unsupported."],
  ['tstats where index=main', "Error in 'tstats' command: A list of aggregation functions is required."],
  [
    'tstats count by _time span=log2',
    "Error in 'tstats' command: The value for option span (log2) is invalid.",
  ],
  ['tstats nosuch=1 count', "Error in 'tstats' command: Invalid argument: 'nosuch=1'"],
  [
    'makeresults | tstats count',
    "Error in 'tstats' command: This command must be the first command of a search.",
  ],
])('refuses | %s', ([search, message]) => {
  expect(() => createSearchEngine(createMemoryEnvironment()).prepare(`| ${search}`)).toThrow(message);
});
