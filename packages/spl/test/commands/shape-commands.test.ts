import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { createMemoryEnvironment, createSearchEngine } from '../../src/index.ts';
import { overRows, table } from '../over-rows.ts';
import { runSearch } from '../run-search.ts';

describe('bin', () => {
  it('puts time into bins that are called by their beginning, and under a new name if asked', async () => {
    const rows = [{ _time: '7290' }, { _time: 3600.5 }, { other: 'x' }];
    expect(await overRows('bin _time span=1h', rows)).toEqual([
      { _time: 7200 },
      { _time: 3600 },
      { other: 'x' },
    ]);
    expect(await overRows('bucket span=30 _time AS slot | fields slot', rows.slice(0, 1))).toEqual([
      { _time: '7290', slot: 7290 },
    ]);
    expect(await overRows('bin _time span=1d aligntime=@d+3h', rows.slice(0, 1))).toEqual([{ _time: 0 }]);
    expect(await overRows('bin _time span=12h aligntime=3600', rows.slice(0, 1))).toEqual([{ _time: 3600 }]);
  });

  it('calls bins of numbers by both bounds, and leaves what is no number', async () => {
    const rows = table('size\n5\n15\nbig\n25|-3');
    expect((await overRows('bin size span=10', rows)).map(({ size }) => size)).toEqual([
      '0-10',
      '10-20',
      'big',
      ['20-30', '-10-0'],
    ]);
  });

  it('without span chooses a power of ten by the range of values, which start and end may widen', async () => {
    const rows = table('n\n0\n59');
    const bins = async (options: string) => (await overRows(`bin n ${options}`, rows)).map(({ n }) => n);
    expect(await bins('bins=5')).toEqual(['0-100', '0-100']);
    expect(await bins('bins=6')).toEqual(['0-10', '50-60']);
    expect(await bins('')).toEqual(['0-1', '59-60']);
    expect(await bins('end=1000')).toEqual(['0-100', '0-100']);
    expect(await bins('start=10 end=20 bins=6')).toEqual(['0-10', '50-60']);
  });

  it('cuts another field by a span of time into numbers', async () => {
    expect(await overRows('bin seen span=1h', [{ seen: '7290' }])).toEqual([{ seen: 7200 }]);
  });

  test.for([
    ['bin', "The argument '' is invalid."],
    ['bin a b', "The argument 'a b' is invalid."],
    ['bin a span=x', 'The value for option span (x) is invalid.'],
    ['bin a bins=1', 'The value for option bins (1) is invalid.'],
    ['bin _time span=1h aligntime=never', 'The value for option aligntime (never) is invalid.'],
    ['bin a limit=3', "Invalid argument: 'limit=3'"],
  ])('refuses %s', async ([search, message]) => {
    await expect(runSearch(`| makeresults | ${search}`)).rejects.toThrow(
      `Error in 'bin' command: ${message}`,
    );
  });
});

describe('top and rare', () => {
  it('of equally common values take the lexicographically last first, as documented', async () => {
    const rows = ['Alex', 'Kai', 'Morgan'].flatMap((user) =>
      ['Orlando', 'Dallas', 'Atlanta'].map((location) => ({ user, location })),
    );
    expect(await overRows('top limit=1 location by user', rows)).toEqual([
      { user: 'Alex', location: 'Orlando', count: 1, percent: '33.333333' },
      { user: 'Kai', location: 'Orlando', count: 1, percent: '33.333333' },
      { user: 'Morgan', location: 'Orlando', count: 1, percent: '33.333333' },
    ]);
  });

  const rows = table('a b\n1 x\n1 x\n1 y\n2 x\n- x\n3 y');

  it('count values and their share', async () => {
    expect(await overRows('top 1 a', rows)).toEqual([{ a: '1', count: 3, percent: '60.000000' }]);
    expect(await overRows('rare a limit=1', rows)).toEqual([{ a: '2', count: 1, percent: '20.000000' }]);
    expect(await overRows('top a, b showperc=f countfield=total', rows)).toEqual([
      { a: '1', b: 'x', total: 2 },
      { a: '3', b: 'y', total: 1 },
      { a: '2', b: 'x', total: 1 },
      { a: '1', b: 'y', total: 1 },
    ]);
  });

  it('add a row of all others if asked', async () => {
    expect(await overRows('top 1 a useother=t otherstr=REST showcount=f percentfield=share', rows)).toEqual([
      { a: '1', share: '60.000000' },
      { a: 'REST', share: '40.000000' },
    ]);
  });

  it('show ten values unless told otherwise, and all with limit=0', async () => {
    const many = Array.from({ length: 12 }, (_, i) => ({ v: `v${i}` }));
    expect(await overRows('top v', many)).toHaveLength(10);
    expect(await overRows('rare limit=0 v', many)).toHaveLength(12);
  });

  it('refuse to count nothing', async () => {
    await expect(runSearch('| makeresults | top limit=3')).rejects.toThrow(
      "Error in 'top' command: No fields specified.",
    );
  });
});

const products = { products: { rows: table('id name price\n1 pen 2\n2 cup 5\n2 mug 6\n- nil 0') } };
const orders = table('id n price\n1 a 9\n2 b -\n7 c -\n- d -');
const joined = async (argument: string) =>
  runSearch(`| inputlookup orders | join ${argument} [| inputlookup products]`, {
    lookups: { ...products, orders: { rows: orders } },
  });

describe('join', () => {
  it('adds the first match, whose fields win, and drops rows without any', async () => {
    expect(await joined('id')).toEqual([
      { id: '1', n: 'a', price: '2', name: 'pen' },
      { id: '2', n: 'b', price: '5', name: 'cup' },
    ]);
  });

  it.for(['left', 'outer'])('of type %s keeps rows without a match', async (type) => {
    expect((await joined(`type=${type} id`)).map(({ n, name }) => [n, name])).toEqual([
      ['a', 'pen'],
      ['b', 'cup'],
      ['c', undefined],
      ['d', undefined],
    ]);
  });

  it('gives a row for every match with max=0', async () => {
    expect((await joined('max=0 id')).map(({ name }) => name)).toEqual(['pen', 'cup', 'mug']);
  });

  it('keeps the fields of the row with overwrite=f', async () => {
    expect((await joined('overwrite=f id')).map(({ price }) => price)).toEqual(['9', '5']);
  });

  it('joins by all common fields if it is told none', async () => {
    expect(await joined('')).toEqual([]);
    const lookups = { ...products, orders: { rows: table('id n\n2 b') } };
    const search = '| inputlookup orders | join [| inputlookup products | fields id name]';
    expect(await runSearch(search, { lookups })).toEqual([{ id: '2', n: 'b', name: 'cup' }]);
  });

  it('compares case, and numbers as the text they are printed as', async () => {
    const search =
      '| makeresults | eval a=0.1+0.2 | join a [| makeresults | eval a="0.3", b=1 | fields a b] | fields b';
    expect(await runSearch(search)).toMatchObject([{ b: 1 }]);
    expect(await runSearch(search.replace('0.1+0.2', '"x"').replace('"0.3"', '"X"'))).toEqual([]);
  });

  test.for([
    ['join id', 'A subsearch must be the last argument: no dataset is supported.'],
    ['join left=L right=R [| makeresults]', "The option 'left' is unsupported."],
    ['join usetime=t id [| makeresults]', "The option 'usetime' is unsupported."],
    ['join type=cross id [| makeresults]', "Invalid join type 'cross'."],
  ])('refuses %s', async ([search, message]) => {
    await expect(runSearch(`| makeresults | ${search}`)).rejects.toThrow(
      `Error in 'join' command: ${message}`,
    );
  });
});

describe('appendcols', () => {
  const lookups = {
    left: { rows: table('a b\n1 x\n2 y') },
    right: { rows: table('b c _d\nz 7 i\nz 8 i\nz 9 i') },
  };
  const search = (options: string) => `| inputlookup left | appendcols ${options} [| inputlookup right]`;

  it('adds fields row by row, keeps those that are there, and leaves out internal ones', async () => {
    expect(await runSearch(search(''), { lookups })).toEqual([
      { a: '1', b: 'x', c: '7' },
      { a: '2', b: 'y', c: '8' },
      { b: 'z', c: '9' },
    ]);
  });

  it('overwrites if asked, and takes no more rows than maxout', async () => {
    expect(await runSearch(search('override=t maxout=1'), { lookups })).toEqual([
      { a: '1', b: 'z', c: '7' },
      { a: '2', b: 'y' },
    ]);
  });
});

describe('xyseries, untable and transpose', () => {
  it('xyseries makes the documented table of categories, in order of both', async () => {
    const rows = table('categoryId count percent\nSTRATEGY 806 30.5\nARCADE 493 18.7\nTEE 367 13.9');
    const made = await overRows('xyseries categoryId count percent', rows);
    expect(made).toEqual([
      { categoryId: 'ARCADE', 493: '18.7' },
      { categoryId: 'STRATEGY', 806: '30.5' },
      { categoryId: 'TEE', 367: '13.9' },
    ]);
  });

  it('xyseries joins the names of several values, by sep or by format', async () => {
    const rows = table('x s a b\n1 p 2 3\n1 q 4 -');
    expect(await overRows('xyseries x s a b', rows)).toEqual([
      { x: '1', 'a: p': '2', 'a: q': '4', 'b: p': '3' },
    ]);
    expect(await overRows('xyseries x s a b sep="-"', rows)).toEqual([
      { x: '1', 'a-p': '2', 'a-q': '4', 'b-p': '3' },
    ]);
    expect(await overRows('xyseries x s a b format="$VAL$+$AGG$"', rows)).toEqual([
      { x: '1', 'p+a': '2', 'q+a': '4', 'p+b': '3' },
    ]);
  });

  it('xyseries keeps the order of rows that are grouped already', async () => {
    const rows = table('x s a\nb p 1\na p 2');
    expect((await overRows('xyseries grouped=t x s a', rows)).map(({ x }) => x)).toEqual(['b', 'a']);
    expect((await overRows('xyseries x s a', rows)).map(({ x }) => x)).toEqual(['a', 'b']);
  });

  it('untable undoes xyseries', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.record({ x: fc.constantFrom('a', 'b', 'c'), s: fc.constantFrom('p', 'q', 'r') }), {
          selector: ({ x, s }) => `${x}${s}`,
        }),
        async (places) => {
          const rows = places.map((place, i) => ({ ...place, v: String(i) }));
          const undone = await overRows('xyseries x s v | untable x s v | sort v', rows);
          expect(undone).toEqual(await overRows('sort v', rows));
        },
      ),
      { numRuns: 20 },
    );
  });

  it('untable leaves internal fields and rows without x out', async () => {
    expect(await overRows('untable x s v', [{ x: '1', _span: 5, a: '2' }, { a: '3' }])).toEqual([
      { x: '1', s: 'a', v: '2' },
    ]);
  });

  const hosts = table('host count\nwww1 11835\nwww2 11186\nwww3 11261');

  it('transpose turns the documented chart', async () => {
    expect(await overRows('transpose', hosts)).toEqual([
      { column: 'host', 'row 1': 'www1', 'row 2': 'www2', 'row 3': 'www3' },
      { column: 'count', 'row 1': '11835', 'row 2': '11186', 'row 3': '11261' },
    ]);
    expect(await overRows('transpose header_field=host', hosts)).toEqual([
      { column: 'count', www1: '11835', www2: '11186', www3: '11261' },
    ]);
    expect(await overRows('transpose 1 column_name=field', hosts)).toEqual([
      { field: 'host', 'row 1': 'www1' },
      { field: 'count', 'row 1': '11835' },
    ]);
  });

  it('transpose takes five rows unless told otherwise, and leaves out empty fields if asked', async () => {
    const many = Array.from({ length: 7 }, (_, i) => ({ a: String(i), b: '' }));
    expect(Object.keys((await overRows('transpose', many))[0]!)).toHaveLength(6);
    expect(Object.keys((await overRows('transpose 0', many))[0]!)).toHaveLength(8);
    expect(await overRows('transpose include_empty=f', many)).toHaveLength(1);
  });

  test.for([
    ['xyseries a b', "Error in 'xyseries' command: Wrong number of arguments."],
    ['untable a b', "Error in 'untable' command: Wrong number of arguments."],
    ['transpose 1 2', "Error in 'transpose' command: Invalid argument: '2'"],
  ])('refuses %s', ([search, message]) => {
    const engine = createSearchEngine(createMemoryEnvironment());
    expect(() => engine.prepare(`| makeresults | ${search}`)).toThrow(message);
  });
});
