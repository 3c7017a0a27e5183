import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { createMemoryEnvironment, createSearchEngine } from '../../src/index.ts';
import { overRows, table } from '../over-rows.ts';
import { runSearch } from '../run-search.ts';

/** The sales of Splunk's example of `range`. */
const sales = table(`
  products quarter sales
  ProductA QTR1 1200
  ProductB QTR1 1400
  ProductC QTR1 1650
  ProductA QTR2 1425
  ProductB QTR2 1175
  ProductC QTR2 1550
`);

describe('stats', () => {
  it('gives the documented range of sales by quarter', async () => {
    const search = 'stats sum(sales) min(sales) max(sales) range(sales) BY quarter';
    expect(await overRows(search, sales)).toEqual([
      { quarter: 'QTR1', 'sum(sales)': 4250, 'min(sales)': 1200, 'max(sales)': 1650, 'range(sales)': 450 },
      { quarter: 'QTR2', 'sum(sales)': 4150, 'min(sales)': 1175, 'max(sales)': 1550, 'range(sales)': 375 },
    ]);
  });

  it('counts what an expression is true of, as in the documentation of count', async () => {
    const rows = table('status sourcetype\n404 a\n200 a\n404 b\n404 a');
    const search =
      'stats count(eval(status="404")) AS count_status, sum(eval(status/2)) AS half BY sourcetype';
    expect(await overRows(search, rows)).toEqual([
      { sourcetype: 'a', count_status: 2, half: 504 },
      { sourcetype: 'b', count_status: 1, half: 202 },
    ]);
  });

  it('gives one row of nothing without BY, none with BY', async () => {
    expect(await overRows('search x=1 | stats count dc(x) sum(x) values(x)', sales)).toEqual([
      { count: 0, 'dc(x)': 0 },
    ]);
    expect(await overRows('search x=1 | stats count BY products', sales)).toEqual([]);
  });

  it('leaves out rows without a field of BY, and does not count what is not there', async () => {
    const rows = table('a b\n1 x\n- x\n2 -\n3 y');
    expect(await overRows('stats count count(a) BY b', rows)).toEqual([
      { b: 'x', count: 2, 'count(a)': 1 },
      { b: 'y', count: 1, 'count(a)': 1 },
    ]);
  });

  it('counts a row with several values in BY for each, twice for one that is there twice', async () => {
    const rows = table('t u\na|b x|y\na|a x');
    expect(await overRows('stats count BY t', rows)).toEqual([
      { t: 'a', count: 3 },
      { t: 'b', count: 1 },
    ]);
    expect(await overRows('stats count BY t u dedup_splitvals=t', rows)).toEqual([
      { t: 'a', u: 'x', count: 2 },
      { t: 'a', u: 'y', count: 1 },
      { t: 'b', u: 'x', count: 1 },
      { t: 'b', u: 'y', count: 1 },
    ]);
  });

  it('takes every value of a multivalue field', async () => {
    expect(await overRows('stats count(t) dc(t) list(t)', table('t\na|b\na'))).toEqual([
      { 'count(t)': 3, 'dc(t)': 2, 'list(t)': ['a', 'b', 'a'] },
    ]);
  });

  it('sorts groups naturally: numbers as numbers, before text', async () => {
    const rows = table('k\nb\n10\n9\nA\n-1\na');
    expect((await overRows('stats count BY k', rows)).map(({ k }) => k)).toEqual([
      '-1',
      '9',
      '10',
      'A',
      'a',
      'b',
    ]);
  });

  it('keeps groups apart whose values would be the same text together', async () => {
    const rows = [
      { a: 'x y', b: 'z' },
      { a: 'x', b: 'y z' },
      { a: '["x"', b: '"y"]' },
    ];
    expect(await overRows('stats count BY a b', rows)).toHaveLength(3);
  });

  it('takes patterns of fields, and renames what the pattern stands for', async () => {
    const rows = table('read_ms write_ms host _hidden_ms\n1 10 a 5\n3 - a 5');
    expect(await overRows('stats avg(*_ms) AS *_mean BY host', rows)).toEqual([
      { host: 'a', read_mean: 2, write_mean: 10 },
    ]);
    expect(await overRows('stats max(*) BY host', rows)).toEqual([
      { host: 'a', 'max(read_ms)': 3, 'max(write_ms)': 10 },
    ]);
    expect(await overRows('fields read_ms | stats sum', rows)).toEqual([{ 'sum(read_ms)': 4 }]);
  });

  it('with allnum says nothing of a field that has text among its numbers', async () => {
    const rows = table('a b\n1 1\nx 2');
    expect(await overRows('stats allnum=t sum(a) sum(b) count(a)', rows)).toEqual([
      { 'sum(b)': 3, 'count(a)': 2 },
    ]);
    expect(await overRows('stats sum(a)', rows)).toEqual([{ 'sum(a)': 1 }]);
  });

  it('fixes its columns, unless patterns leave them to the rows', () => {
    const engine = createSearchEngine(createMemoryEnvironment());
    expect(engine.prepare('search a | stats count AS n dc(x) BY b, c').columns).toEqual([
      'b',
      'c',
      'n',
      'dc(x)',
    ]);
    expect(engine.prepare('search a | stats avg(*) BY b').columns).toBeUndefined();
    expect(engine.prepare('search a | stats count BY b | eventstats sum(count) AS all').columns).toEqual([
      'b',
      'count',
      'all',
    ]);
  });

  test.for([
    ['stats', "Error in 'stats' command: A list of aggregation functions is required."],
    ['stats foo(x)', "Error in 'stats' command: The argument 'foo(x)' is invalid."],
    ['stats count by', "Error in 'stats' command: The argument 'by' is invalid."],
    ['stats count as', "Error in 'stats' command: The argument 'count as' is invalid."],
    [
      'stats sparkline(count)',
      "Error in 'stats' command: The 'sparkline' function is unsupported or undefined.",
    ],
    ['stats p101(x)', "Error in 'stats' command: The argument 'p101(x)' is invalid."],
    ['stats avg(x*y+(1))', "Error in 'stats' command: The argument 'avg(x*y+(1))' is invalid."],
    ['stats count window=5', "Error in 'stats' command: Invalid argument: 'window=5'"],
    [
      'stats count AS host BY host',
      "Error in 'stats' command: The output field 'host' cannot have the same name as a group-by field.",
    ],
    [
      'stats sum(*_a) AS total',
      "Error in 'stats' command: The number of wildcards between field specifier '*_a' and rename specifier 'total' do not match. Note: empty field specifiers implies all fields, e.g. sum() == sum(*)",
    ],
    [
      'stats count allnum=maybe',
      "Error in 'stats' command: Invalid option value. Expecting a 'boolean' for option 'allnum'. Instead got 'maybe'.",
    ],
  ])('refuses | %s', async ([search, message]) => {
    await expect(runSearch(`| makeresults | ${search}`)).rejects.toThrow(message);
  });
});

const someRows = fc.array(
  fc.record(
    {
      k: fc.constantFrom<string | string[]>('a', 'b', '1', ['a', 'c']),
      l: fc.constantFrom('x', 'y'),
      n: fc.oneof(fc.integer({ min: -9, max: 9 }).map(String), fc.constant('text')),
    },
    { requiredKeys: [] },
  ),
  { minLength: 1, maxLength: 30 },
);
const functions = 'count count(n) AS c sum(n) AS s min(n) AS least max(n) AS most dc(n) AS d values(n) AS v';

describe('laws', () => {
  it('counts every row of one group in it, whatever the order of rows', async () => {
    await fc.assert(
      fc.asyncProperty(someRows, async (rows) => {
        const search = `stats ${functions} BY k l`;
        expect(await overRows(search, rows.toReversed())).toEqual(await overRows(search, rows));
        const [all] = await overRows('mvexpand k | search k=* l=* | stats count', rows);
        const [sum] = await overRows(`${search} | stats sum(count) AS count`, rows);
        expect(sum!['count'] ?? 0).toBe(all!['count']);
      }),
      { numRuns: 30 },
    );
  });

  it('eventstats adds what stats gives, joined by the same fields', async () => {
    await fc.assert(
      fc.asyncProperty(someRows, async (rows) => {
        const single = rows.map(({ k, ...rest }) => ({ ...rest, ...(typeof k === 'string' && { k }) }));
        const added = await overRows(`eventstats ${functions} BY k l`, single);
        const stats = await overRows(`stats ${functions} BY k l`, single);
        single.forEach((row, i) => {
          const same = stats.find(({ k, l }) => k === row.k && l === row.l);
          expect(added[i]).toEqual({ ...row, ...same });
        });
      }),
      { numRuns: 30 },
    );
  });

  it('streamstats tells the last row of each group what stats tells of the group', async () => {
    await fc.assert(
      fc.asyncProperty(someRows, async (rows) => {
        const single = rows.map(({ k, ...rest }) => ({ ...rest, ...(typeof k === 'string' && { k }) }));
        for (const window of ['', 'window=1000', 'window=1000 global=f']) {
          const told = await overRows(`streamstats ${functions} BY k l ${window}`, single);
          for (const { k, l, ...whole } of await overRows(`stats ${functions} BY k l`, single)) {
            expect(told.findLast((row) => row['k'] === k && row['l'] === l)).toMatchObject(whole);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it.for([
    functions,
    // States of these are merged, not made anew.
    'count sum(n) AS s range(n) AS r min(n) AS least max(n) AS most first(n) AS f last(n) AS l2 avg(n) AS a',
  ])('streamstats over a window is stats over these rows alone: %s', async (functions) => {
    await fc.assert(
      fc.asyncProperty(someRows, fc.integer({ min: 1, max: 5 }), async (rows, window) => {
        const told = await overRows(`streamstats window=${window} ${functions}`, rows);
        const before = await overRows(`streamstats window=${window} current=f ${functions}`, rows);
        for (let i = 0; i < rows.length; i += 3) {
          const from = Math.max(0, i - window + 1);
          const [expected] = await overRows(`stats ${functions}`, rows.slice(from, i + 1));
          expect(told[i]).toEqual({ ...rows[i], ...expected });
          if (i === 0) continue;
          const [past] = await overRows(`stats ${functions}`, rows.slice(Math.max(0, i - window), i));
          expect(before[i]).toEqual({ ...rows[i], ...past });
        }
      }),
      { numRuns: 15 },
    );
  });
});
