import { describe, expect, it } from 'vitest';
import { createMemoryEnvironment, createSearchEngine, SplError } from '../src/index.ts';
import { runSearch } from './run-search.ts';

/** Rows of CSV text through commands. */
const through = async (csv: string, commands: string, column: string): Promise<unknown[]> =>
  (await runSearch(`| makeresults format=csv data="${csv}" | ${commands}`)).map((row) => row[column]);

describe('sort (Search Reference, sort)', () => {
  it.for([
    { values: '10 9 70 100', commands: 'sort v', sorted: '9 10 70 100' },
    { values: '10 9 70 100', commands: 'sort str(v)', sorted: '10 100 70 9' },
    { values: '9.1 10.1', commands: 'sort - v', sorted: '10.1 9.1' },
    { values: '9.1.a 10.1.a', commands: 'sort -v', sorted: '9.1.a 10.1.a' },
    { values: 'b B a A', commands: 'sort v', sorted: 'A B a b' },
    { values: '10.0.0.10 10.0.0.9', commands: 'sort v', sorted: '10.0.0.9 10.0.0.10' },
    { values: '10.0.0.10 10.0.0.9', commands: 'sort ip(v)', sorted: '10.0.0.9 10.0.0.10' },
    { values: '::2 ::1 9.0.0.1', commands: 'sort -ip(v)', sorted: '::2 ::1 9.0.0.1' },
    { values: '10.0.0.10 10.0.0.9', commands: 'sort str(v)', sorted: '10.0.0.10 10.0.0.9' },
    { values: 'x 3 y 1', commands: 'sort num(v)', sorted: '1 3 x y' },
    { values: '3 1 2', commands: 'sort 2 v', sorted: '1 2' },
    { values: '3 1 2', commands: 'sort limit=1 -v', sorted: '3' },
    { values: '3 1 2', commands: 'sort 0 v desc', sorted: '3 2 1' },
    { values: '3 1 2', commands: 'sort -v d', sorted: '1 2 3' },
  ])('$commands of $values', async ({ values, commands, sorted }) => {
    expect(await through(`v\n${values.replaceAll(' ', '\n')}`, commands, 'v')).toEqual(sorted.split(' '));
  });

  it('puts rows without the field last in both directions, and keeps the order of equals', async () => {
    const csv = 'n,v\n1,\n2,b\n3,a\n4,\n5,b';
    expect(await through(csv, 'sort v', 'n')).toEqual(['3', '2', '5', '1', '4']);
    expect(await through(csv, 'sort -v', 'n')).toEqual(['2', '5', '3', '1', '4']);
    expect(await through(csv, 'sort -v, -n', 'n')).toEqual(['5', '2', '3', '4', '1']);
  });

  it('keeps 10,000 rows unless told', async () => {
    const sorted = async (sort: string): Promise<number> =>
      (await runSearch(`| makeresults count=10001 | ${sort}`)).length;
    expect([await sorted('sort x'), await sorted('sort 0 x')]).toEqual([10_000, 10_001]);
  });

  it('sorts events by time as it sorts rows', async () => {
    const events = [3, 1, 2].map((time) => ({ time, raw: { time } }));
    const times = async (sort: string): Promise<unknown[]> =>
      (await runSearch(`search * | ${sort} | table time`, { events })).map(({ time }) => time);
    expect(await times('sort 0 _time')).toEqual(['1', '2', '3']);
    expect(await times('sort 2 -_time')).toEqual(['3', '2']);
    expect(await times('head 9 | sort _time')).toEqual(['1', '2', '3']);
  });
});

describe('dedup (Search Reference, dedup)', () => {
  const csv = 'n,source,host\n1,a,x\n2,a,x\n3,b,x\n4,a,y\n5,,x\n6,a,x';
  it.for([
    { commands: 'dedup source', kept: '1 3' },
    { commands: 'dedup 2 source', kept: '1 2 3' },
    { commands: 'dedup source host', kept: '1 3 4' },
    { commands: 'dedup source, host', kept: '1 3 4' },
    { commands: 'dedup source sortby -n', kept: '6 3' },
    { commands: 'dedup source sortby +num(n)', kept: '1 3' },
    { commands: 'dedup source keepempty=true', kept: '1 3 5' },
    { commands: 'dedup consecutive=true source host', kept: '1 3 4 6' },
    { commands: 'dedup source keepevents=true', kept: '1 2 3 4 6' },
  ])('$commands', async ({ commands, kept }) => {
    expect(await through(csv, commands, 'n')).toEqual(kept.split(' '));
  });

  it('takes the fields away from the events that it keeps', async () => {
    expect(await through(csv, 'dedup source keepevents=true', 'source')).toEqual([
      'a',
      undefined,
      'b',
      undefined,
      undefined,
    ]);
  });

  it('takes several values for equal only if all are', async () => {
    const events = [['a', 'b'], ['a'], ['a', 'b'], ['b', 'a']].map((list, time) => ({
      time,
      raw: { list, time },
    }));
    const rows = await runSearch('search * | sort 0 _time | dedup list{} | table time', { events });
    expect(rows.map(({ time }) => time)).toEqual(['0', '1', '3']);
  });
});

describe('rename (Search Reference, rename)', () => {
  const rename = (csv: string, renames: string): Promise<unknown> =>
    runSearch(`| makeresults format=csv data="${csv}" | rename ${renames}`);

  it.for([
    { renames: 'count AS \\"Count of Events\\"', before: 'count', after: ['Count of Events'] },
    { renames: 'EU* AS EMEA*', before: 'EU_UK,EU_DE,x', after: ['EMEA_UK', 'EMEA_DE', 'x'] },
    { renames: 'a TO b, c -> d', before: 'a,c', after: ['b', 'd'] },
    { renames: 'a AS b b AS a', before: 'a,b', after: ['b', 'a'] },
    { renames: 'a.*.c AS *', before: 'a.b.c,d', after: ['b', 'd'] },
  ])('$renames', async ({ renames, before, after }) => {
    const [row] = (await rename(`${before}\n1,2,3`, renames.replaceAll('\\', ''))) as object[];
    expect(Object.keys(row!)).toEqual(after);
    expect(Object.values(row!)).toEqual(['1', '2', '3'].slice(0, after.length));
  });

  it('overwrites what has the new name, with nothing if the old one is missing', async () => {
    expect(await rename('a,b\n1,2\n,3', 'a AS b')).toEqual([{ b: '1' }, {}]);
    expect(await rename('b,a\n2,1', 'a AS b')).toEqual([{ b: '1' }]);
    expect(await rename('b\n2', 'nosuch AS b')).toEqual([{}]);
    expect(await rename('b\n2', 'nosuch AS c')).toEqual([{ b: '2' }]);
  });
});

describe('fields, table, head, tail', () => {
  const events = [1, 2, 3, 4].map((n) => ({ time: n, raw: { n, a1: 'x', a2: 'y', b: 'z' } }));
  it.for([
    { commands: 'fields n, b | fields - _*', keys: 'n b' },
    { commands: 'fields b n | fields - _*', keys: 'b n' },
    { commands: 'fields a* | fields - _*', keys: 'a1 a2' },
    { commands: 'fields + n', keys: 'n _indextime _raw _time' },
    { commands: 'table b a*', keys: 'b a1 a2' },
    { commands: 'table *', keys: 'host index source sourcetype n a1 a2 b' },
    { commands: 'fields * | fields - a*, _*, host index source sourcetype', keys: 'n b' },
  ])('$commands', async ({ commands, keys }) => {
    const [row] = await runSearch(`search * | ${commands}`, { events });
    const wanted = keys.split(' ');
    const found = Object.keys(row!).filter((key) => commands !== 'table *' || !key.startsWith('_'));
    expect(found).toEqual(wanted);
  });

  it.for([
    { commands: 'head 2', n: '4 3' },
    { commands: 'head limit=1', n: '4' },
    { commands: 'head 0', n: '' },
    { commands: 'head (n > 2)', n: '4 3' },
    { commands: 'head n>2 keeplast=true', n: '4 3 2' },
    { commands: 'head limit=1 (1==1)', n: '4' },
    { commands: 'head limit=10 (0==1)', n: '' },
    { commands: 'tail 2', n: '1 2' },
    { commands: 'tail', n: '1 2 3 4' },
    { commands: 'tail 0', n: '' },
  ])('$commands', async ({ commands, n }) => {
    const rows = await runSearch(`search * | table n | ${commands}`, { events });
    expect(rows.map((row) => row['n'])).toEqual(n.split(' ').filter(Boolean));
  });

  it.for([
    { options: 'keeplast=true null=true', count: ['1', '2', undefined, '4', '5'] },
    { options: 'keeplast=true null=false', count: ['1', '2', undefined] },
  ])('head count<5 $options (Search Reference, head, extended example)', async ({ options, count }) => {
    expect(
      await through('n,count\n1,1\n2,2\n3,\n4,4\n5,5\n6,6\n7,7', `head count<5 ${options}`, 'count'),
    ).toEqual(count);
  });

  it('head reads no further than it must', async () => {
    let batches = 0;
    const memory = createMemoryEnvironment();
    const environment = {
      ...memory,
      async *readEvents() {
        for (; batches < 100; batches++) yield [{ index: 'main' }, { index: 'main' }];
      },
    };
    let rows = 0;
    for await (const batch of createSearchEngine(environment).prepare('search * | head 5').run())
      rows += batch.length;
    expect([rows, batches]).toEqual([5, 2]);
  });
});

describe('makeresults (Search Reference, makeresults)', () => {
  it('makes rows of now', async () => {
    expect(await runSearch('| makeresults count=2', { now: 7 })).toEqual([{ _time: 7 }, { _time: 7 }]);
    expect(await runSearch('| makeresults annotate=true', { now: 7 })).toEqual([
      { _time: 7, splunk_server: 'local' },
    ]);
    expect(await runSearch('| makeresults count=2500')).toHaveLength(2500);
  });

  it('reads CSV and JSON', async () => {
    expect(await runSearch('| makeresults format=csv data="name, age\nJohn,35\nSarah,39"')).toEqual([
      { name: 'John', age: '35' },
      { name: 'Sarah', age: '39' },
    ]);
    const json = '[{\\"name\\":\\"John\\", \\"age\\":35}, {\\"name\\":\\"Sarah\\", \\"list\\":[1,2]}]';
    expect(await runSearch(`| makeresults format=json data="${json}" | fields - _raw`)).toEqual([
      { name: 'John', age: '35', _time: 0 },
      { name: 'Sarah', list: '[1,2]', _time: 0 },
    ]);
  });
});

it.for([
  { search: 'sort', text: "Error in 'sort' command: No sort fields were specified." },
  { search: 'sort foo(x)', text: "Error in 'sort' command: Invalid argument: '(x)'" },
  { search: 'head x=', text: "Error in 'head' command: The expression is malformed. The factor is missing." },
  {
    search: 'head 5 limit=6',
    text: "Error in 'head' command: The count and 'limit' cannot be used together.",
  },
  { search: 'tail x', text: "Error in 'tail' command: Invalid argument: 'x'." },
  { search: 'dedup', text: "Error in 'dedup' command: At least one field must be specified." },
  { search: 'dedup 0 a', text: "Error in 'dedup' command: The count must be greater than 0." },
  {
    search: 'dedup a keepempty=maybe',
    text: "Error in 'dedup' command: Invalid option value. Expecting a 'boolean' for option 'keepempty'. Instead got 'maybe'.",
  },
  { search: 'dedup a foo=1', text: "Error in 'dedup' command: Invalid argument: 'foo=1'" },
  { search: 'rename a', text: "Error in 'rename' command: Usage: rename [old_name AS/TO/-> new_name]+." },
  { search: 'rename a* AS b', text: "Error in 'rename' command: Wildcard mismatch: 'a*' as 'b'." },
  {
    search: 'rename a AS b, a AS c',
    text: "Error in 'rename' command: The field 'a' cannot be renamed to several names.",
  },
  {
    search: 'makeresults',
    text: "Error in 'makeresults' command: This command must be the first command of a search.",
  },
  {
    search: 'inputlookup a',
    text: "Error in 'inputlookup' command: This command must be the first command of a search.",
  },
  { search: 'transaction user', text: "Error in 'transaction' command: This command is not supported." },
  { search: 'nosuch', text: "Unknown search command 'nosuch'." },
  { search: 'append x', text: "Error in 'append' command: The last argument must be a subsearch." },
  { search: 'append [ search x | nosuch ]', text: "Unknown search command 'nosuch'." },
  {
    search: 'format "(" ")"',
    text: "Error in 'format' command: Invalid arguments. All six row and column options must be specified.",
  },
  { search: 'return', text: "Error in 'return' command: No fields were specified." },
  { search: 'fields -', text: "Error in 'fields' command: No fields were specified." },
])('refuses | $search before it runs', ({ search, text }) => {
  const engine = createSearchEngine(createMemoryEnvironment());
  expect(() => engine.prepare(`search a | ${search}`)).toThrow(new SplError(text));
});

it.for([
  { search: 'search a | table x y | sort x | rename x AS z | fields z', columns: ['z'] },
  { search: 'search a | table x y | lookup t x OUTPUT v', columns: ['x', 'y', 'v'] },
  { search: 'search a | table x y | lookup t x', columns: undefined },
  { search: 'search a | table x* y', columns: undefined },
  { search: 'search a | fields x', columns: undefined },
  { search: 'search a | return x', columns: ['search'] },
])('knows the columns of $search', ({ search, columns }) => {
  expect(createSearchEngine(createMemoryEnvironment()).prepare(search).columns).toEqual(columns);
});
