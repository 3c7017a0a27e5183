import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createMemoryEnvironment,
  createSearchEngine,
  SplError,
  type MemoryEnvironment,
} from '../src/index.ts';
import { anyText } from './any-text.ts';
import { runSearch } from './run-search.ts';

const now = Date.parse('2026-03-18T12:00:00Z') / 1000;
const indexes = { main: 'event', summary: 'event', sidecar_summary: 'event', points: 'metric' } as const;
const create = (savedSearch?: string): MemoryEnvironment =>
  createMemoryEnvironment({
    now,
    indexes,
    identity: { sid: '7.1', ...(savedSearch !== undefined && { savedSearch }) },
  });
const csv = '| makeresults format=csv data="user,count,_time\nann,3,100\nO\'Brien,5,160"';

describe('addinfo (Search Reference, addinfo)', () => {
  it.for([
    { window: {}, least: '0.000', most: '+Infinity' },
    { window: { earliest: '-1h@h', latest: 'now' }, least: `${now - 3600}.000`, most: `${now}.000` },
    { window: { earliest: '0.5' }, least: '0.500', most: '+Infinity' },
  ])('$window', async ({ window, least, most }) => {
    const [row] = await runSearch('| makeresults | addinfo | fields - _time', create(), window);
    expect(row).toEqual({
      info_min_time: least,
      info_max_time: most,
      info_search_time: `${now}.000`,
      info_sid: '7.1',
    });
  });
});

describe('collect (Search Reference, collect)', () => {
  it('writes events in the form of stash, which can be read back', async () => {
    const environment = create('Hourly counts');
    const rows = await runSearch(`${csv} | collect index=sidecar_summary`, environment, {
      earliest: '90',
      latest: '200',
    });
    expect(rows).toHaveLength(2);
    expect(environment.written[0]).toEqual({
      index: 'sidecar_summary',
      time: 100,
      sourcetype: 'stash',
      source: 'Hourly counts',
      host: 'localhost',
      raw: `01/01/1970 00:01:40 +0000, search_name="Hourly counts", search_now=${now}.000, info_min_time=90.000, info_max_time=200.000, info_search_time=${now}.000, user="ann", count="3"`,
    });
    const back = await runSearch(
      'search index=sidecar_summary search_name="Hourly counts" | table _time user count info_max_time',
      environment,
    );
    expect(back).toEqual([
      { _time: '160', user: "O'Brien", count: '5', info_max_time: '200.000' },
      { _time: '100', user: 'ann', count: '3', info_max_time: '200.000' },
    ]);
  });

  it.for([
    { options: 'addinfo=false', raw: '01/01/1970 00:01:40 +0000, user="ann"' },
    { options: 'addinfo=f addtime=f', raw: 'user="ann"' },
    { options: 'addinfo=f addtime=f marker="a=1, b=\\"x y\\""', raw: 'a=1, b="x y", user="ann"' },
  ])('$options', async ({ options, raw }) => {
    const environment = create();
    await runSearch(`${csv} | head 1 | fields user | collect ${options}`, environment);
    expect(environment.written.map((event) => [event.index, event.raw])).toEqual([['summary', raw]]);
  });

  it('keeps raw text as it is, and says whose it is', async () => {
    const environment = createMemoryEnvironment({
      now,
      indexes,
      events: [{ time: 5, raw: 'a b', host: 'h', sourcetype: 's' }],
    });
    await runSearch('search * | collect index=summary source=src sourcetype=st host=web', environment);
    expect(environment.written).toEqual([
      { index: 'summary', time: 5, raw: 'a b', source: 'src', sourcetype: 'st', host: 'web' },
    ]);
  });

  it('gives events without a time the start of the window, or now', async () => {
    const write = async (window: object): Promise<number> => {
      const environment = create();
      await runSearch('| makeresults | fields - _time | collect index=summary', environment, window);
      return environment.written[0]!.time;
    };
    expect([await write({ earliest: '500' }), await write({})]).toEqual([500, now]);
  });

  it('writes indexed fields with output_format=hec', async () => {
    const environment = create();
    await runSearch(`${csv} | head 1 | collect index=summary output_format=hec addinfo=false`, environment);
    expect(environment.written[0]).toMatchObject({
      sourcetype: 'stash_hec',
      raw: '{"user":"ann","count":"3"}',
      fields: { user: 'ann', count: '3' },
    });
    expect(await runSearch('search index=summary count=3 | table user', environment)).toEqual([
      { user: 'ann' },
    ]);
  });

  it('writes several values as lines, and names of every event under another name', async () => {
    const environment = createMemoryEnvironment({
      now,
      indexes,
      events: [{ raw: { list: ['a', 'b'] }, host: 'h' }],
    });
    await runSearch(
      'search * | fields list{}, host | rename list{} AS list | fields - _* | collect addinfo=f addtime=f',
      environment,
    );
    expect(environment.written[0]!.raw).toBe('list="a\nb", extracted_host="h"');
  });

  it('shows instead of writing in testmode', async () => {
    const environment = create();
    const rows = await runSearch(`${csv} | head 1 | collect testmode=true addinfo=f`, environment);
    expect(environment.written).toEqual([]);
    expect(rows[0]).toMatchObject({
      _raw: '01/01/1970 00:01:40 +0000, user="ann", count="3"',
      index: 'summary',
    });
  });

  it('brings any text back as it was', async () => {
    const someText = anyText.filter((text) => text !== '');
    await fc.assert(
      fc.asyncProperty(someText, someText, async (user, other) => {
        const lookups = { rows: { rows: [{ user, other }] } };
        const environment = createMemoryEnvironment({ now, indexes, lookups });
        await runSearch('| inputlookup rows | collect index=summary', environment);
        const back = await runSearch('search index=summary | table user other', environment);
        expect(back).toEqual([{ user, other }]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('mcollect (Search Reference, mcollect)', () => {
  const written = async (data: string, options: string): Promise<unknown[]> => {
    const environment = create();
    await runSearch(
      `| makeresults format=csv data="${data}" | mcollect index=points ${options}`,
      environment,
    );
    return environment.written.map(({ fields }) => fields);
  };
  it.for([
    {
      name: 'Example 1: named measures',
      data: 'user,metric_name:jobs,metric_name:latency\nadmin,25,3.8105555555555575',
      options: '',
      fields: [{ user: 'admin', 'metric_name:jobs': '25', 'metric_name:latency': '3.8105555555555575' }],
    },
    {
      name: 'Example 2: split=t and a list of dimensions',
      data: 'user,runtime,events\nadmin,0.29,293\nnobody,x,y',
      options: 'split=t user',
      fields: [{ user: 'admin', 'metric_name:runtime': '0.29', 'metric_name:events': '293' }],
    },
    {
      name: 'one measure: metric_name and _value',
      data: 'metric_name,_value,host,user\ncpu.idle,5,h,a',
      options: '',
      fields: [{ 'metric_name:cpu.idle': '5', extracted_host: 'h', user: 'a' }],
    },
    {
      name: 'a prefix field',
      data: 'type,usage,idle\ncpu,0.78,0.22\n,1,2',
      options: 'split=true prefix_field=type dim',
      fields: [{ 'metric_name:cpu.usage': '0.78', 'metric_name:cpu.idle': '0.22' }],
    },
    {
      name: 'split=allnums',
      data: 'user,port,ms\nann,80,1.5',
      options: 'split=allnums port',
      fields: [{ user: 'ann', port: '80', 'metric_name:ms': '1.5' }],
    },
    {
      name: 'a marker',
      data: 'metric_name:x\n1',
      options: 'marker="savedsearch=\\"hourly counts\\", v=2"',
      fields: [{ 'metric_name:x': '1', savedsearch: 'hourly counts', v: '2' }],
    },
    { name: 'nothing without a measure', data: 'user\nann', options: '', fields: [] },
  ])('writes $name', async ({ data, options, fields }) => {
    expect(await written(data, options)).toEqual(fields);
  });

  it('takes the time of the row, else now', async () => {
    const environment = create();
    await runSearch(
      '| makeresults format=csv data="metric_name:x,_time\n1,50\n2," | mcollect index=points',
      environment,
      { earliest: '3' },
    );
    expect(environment.written.map(({ time, sourcetype }) => [time, sourcetype])).toEqual([
      [50, 'mcollect_stash'],
      [now, 'mcollect_stash'],
    ]);
  });
});

it.for([
  ['collect index=nosuch', "Error in 'collect' command: The index 'nosuch' does not exist."],
  ['collect index=points', "Error in 'collect' command: The index 'points' is a metric index."],
  ['collect index=summary foo=1', "Error in 'collect' command: Invalid argument: 'foo=1'"],
  ['collect summary', "Error in 'collect' command: Invalid argument: 'summary'"],
  ['collect output_format=xml', "Error in 'collect' command: Invalid argument: 'output_format=xml'"],
  [
    'collect output_format=hec source=a',
    "Error in 'collect' command: The 'source' option is not valid with output_format=hec.",
  ],
  ['mcollect index=main', "Error in 'mcollect' command: The index 'main' is an event index."],
  ['mcollect user', "Error in 'mcollect' command: Must specify a valid metric index."],
  [
    'mcollect index=points split=true',
    "Error in 'mcollect' command: Must specify a field list with split=true.",
  ],
  ['mcollect index=points split=some', "Error in 'mcollect' command: Invalid argument: 'split=some'"],
])('refuses %s', ([command, text]) => {
  const engine = createSearchEngine(create());
  expect(() => engine.prepare(`| makeresults | ${command}`)).toThrow(new SplError(text!));
});

it.for([
  { command: 'collect index=summary', capability: 'run_collect' },
  { command: 'mcollect index=points', capability: 'run_mcollect' },
])('refuses $command without $capability', ({ command, capability }) => {
  const allowed = ['run_collect', 'run_mcollect'].filter((other) => other !== capability);
  const engine = createSearchEngine(createMemoryEnvironment({ indexes, capabilities: allowed }));
  expect(() => engine.prepare(`| makeresults | ${command}`)).toThrow(
    `You have insufficient privileges to run this command. It requires the '${capability}' capability.`,
  );
});
