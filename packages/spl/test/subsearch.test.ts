import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryEnvironment, createSearchEngine, rowsOf, SplError, type Row } from '../src/index.ts';
import { formatRows } from '../src/commands/format-rows.ts';
import { compileExpression } from '../src/match/match-row.ts';
import { parseSearchExpression } from '../src/syntax/search-expression.ts';
import { anyText } from './any-text.ts';
import { runSearch } from './run-search.ts';

const laptops =
  'source,sourcetype,host\nsyslog.log,syslog,mylaptop\nbob-syslog.log,syslog,bobslaptop\nl,s,lauras';
const textOf = async (search: string, options = {}): Promise<unknown> =>
  (await runSearch(search, options))[0]!['search'];

describe('format (Search Reference, format)', () => {
  it.for([
    {
      format: 'format',
      text: '( ( host="mylaptop" AND source="syslog.log" AND sourcetype="syslog" ) OR ( host="bobslaptop" AND source="bob-syslog.log" AND sourcetype="syslog" ) )',
    },
    {
      format: 'format "[" "[" "&&" "]" "||" "]"',
      text: '[ [ host="mylaptop" && source="syslog.log" && sourcetype="syslog" ] || [ host="bobslaptop" && source="bob-syslog.log" && sourcetype="syslog" ] ]',
    },
    {
      format: 'format maxresults=1',
      text: '( ( host="mylaptop" AND source="syslog.log" AND sourcetype="syslog" ) )',
    },
  ])('$format', async ({ format, text }) => {
    const search = `| makeresults format=csv data="${laptops}" | head 2 | fields source, sourcetype, host | ${format}`;
    expect(await runSearch(search)).toEqual([{ search: text }]);
  });

  it('separates several values', async () => {
    const events = [{ raw: { foo: ['eventtype', 'log_level'] } }];
    const search =
      'search * | fields foo{} | rename foo{} AS foo | format mvsep="mvseparator" "{" "[" "AND" "]" "AND" "}"';
    expect(await textOf(search, { events })).toBe('{ [ ( foo="eventtype" mvseparator foo="log_level" ) ] }');
  });

  it('says what it is told where there is nothing', async () => {
    expect(await textOf('| makeresults count=1 | format')).toBe('NOT ( )');
    expect(await textOf('| makeresults count=1 | format emptystr="Error Found"')).toBe('Error Found');
  });

  it('makes a filter that reads back as the rows it was made of, whatever is in them', () => {
    const name = fc.constantFrom('user', 'src', 'field name', 'a"b', 'list{}');
    const value = anyText.filter((text) => !/\/\d{1,3}$/.test(text));
    const row = fc.dictionary(name, fc.oneof(value, fc.array(value, { minLength: 2, maxLength: 3 })), {
      minKeys: 1,
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), row, (rows, other) => {
        const filter = compileExpression(parseSearchExpression(formatRows(rows)));
        for (const one of rows) expect(filter(one)).toBe(true);
        expect(filter(other)).toBe(rows.some((one) => holds(one, other)));
      }),
      { numRuns: 25 },
    );
  });
});

/** Whether every field of one has, in another row, one of its values. */
function holds(one: Row, row: Row): boolean {
  return Object.keys(one).every((name) =>
    [one[name]!]
      .flat()
      .some((value) =>
        [row[name] ?? []].flat().some((text) => String(text).toLowerCase() === String(value).toLowerCase()),
      ),
  );
}

describe('return (Search Reference, return)', () => {
  const rows = 'user,ip,id\nbob,10.1.11.2,7\nfred,10.2.12.3,8\nfred,10.2.12.3,9';
  it.for([
    { command: 'return ip', text: 'ip="10.1.11.2"' },
    { command: 'return 2 ip', text: '(ip="10.1.11.2") OR (ip="10.2.12.3")' },
    { command: 'return 2 user ip', text: '(user="bob" ip="10.1.11.2") OR (user="fred" ip="10.2.12.3")' },
    { command: 'return 3 user', text: '(user="bob") OR (user="fred")' },
    { command: 'return src=ip', text: 'src="10.1.11.2"' },
    { command: 'return $id', text: '7' },
    { command: 'return 2 $id', text: '(7) OR (8)' },
    { command: 'return nosuch', text: '' },
  ])('$command', async ({ command, text }) => {
    expect(await runSearch(`| makeresults format=csv data="${rows}" | ${command}`)).toEqual([
      { search: text },
    ]);
  });

  it('is empty without rows', async () => {
    expect(await textOf('search nothing | return ip')).toBe('');
  });
});

describe('subsearches', () => {
  const events = [1, 2, 3, 4].map((n) => ({ time: n, raw: { n, user: n % 2 === 0 ? 'even' : 'odd' } }));
  const lookups = {
    users: { rows: [{ user: 'even' }, { user: 'nobody' }] },
    state: {
      rows: [
        { collection: 'a', run_id: '1' },
        { collection: 'b', run_id: '2' },
      ],
    },
    scores: {
      rows: [
        { run_id: '1', score: '5' },
        { run_id: '2', score: '6' },
      ],
    },
  };
  const found = async (search: string): Promise<unknown[]> =>
    (await runSearch(`${search} | table n`, { events, lookups })).map(({ n }) => n);

  it.for([
    { search: 'search [ | inputlookup users ]', n: ['4', '2'] },
    { search: 'search [ inputlookup users ]', n: ['4', '2'] },
    { search: 'search NOT [ | inputlookup users ]', n: ['3', '1'] },
    { search: 'search [ | inputlookup users where user=x ]', n: [] },
    { search: 'search [ | inputlookup users | rename user AS search ]', n: ['4', '2'] },
    { search: 'search [ | inputlookup users | head 1 | rename user AS query ]', n: ['4', '2'] },
    { search: 'search n>[ search n=2 | return $n ]', n: ['4', '3'] },
    { search: 'search [ search [ search n=1 | return user ] n>2 | return n ]', n: ['3'] },
    { search: 'search n=* | search [ search n=2 | fields user ]', n: ['4', '2'] },
    { search: 'search * | head [ search n=2 | return $n ]', n: ['4', '3'] },
    { search: 'search user=[ search none | fields user | format emptystr="odd" ]', n: ['3', '1'] },
  ])('$search', async ({ search, n }) => {
    expect(await found(search)).toEqual(n);
  });

  it('in where of inputlookup, as readers of published runs do', async () => {
    const search = '| inputlookup scores where [| inputlookup state where collection="b" | fields run_id]';
    expect(await runSearch(search, { lookups })).toEqual([{ run_id: '2', score: '6' }]);
  });

  it('append rows', async () => {
    expect(await found('search n=1 | append [ search n>2 ]')).toEqual(['1', '4', '3']);
    expect(await found('search n=1 | append maxout=1 [ search n>2 ]')).toEqual(['1', '4']);
    expect(await found('search n=1 | append extendtimerange=true maxtime=5 [ search n>2 ]')).toHaveLength(3);
  });

  it('have the window of the request, not that of the search around them', async () => {
    const inner = 'search earliest=4 [ search n=1 | return user | rename search AS search ]';
    expect(await runSearch(`${inner} | table n`, { events })).toEqual([]);
    expect(
      await runSearch('search [ search n=* | return 9 n ] | table n', { events }, { earliest: '3' }),
    ).toHaveLength(2);
  });

  it('give 10,000 rows at most', async () => {
    const many = { all: { rows: Array.from({ length: 10_005 }, (_, i) => ({ n: String(i) })) } };
    const search = '| inputlookup all where [ | inputlookup all | fields n ]';
    expect(await runSearch(search, { lookups: many })).toHaveLength(10_000);
  });

  it('are run when the search is; what is wrong in them is found out before', async () => {
    const engine = createSearchEngine(createMemoryEnvironment({ events }));
    expect(() => engine.prepare('search [ search x | nosuch ]')).toThrow(
      new SplError("Unknown search command 'nosuch'."),
    );
    const late = engine.prepare(
      'search [ search n=1 | return $user | append [ | makeresults ] ] n=[ search n=none | return $n ]',
    );
    await expect(rowsOf(late.run())).rejects.toThrow(/missing a term on the right hand side/);
  });
});
