import { describe, expect, it, test } from 'vitest';
import { overRows, table } from '../over-rows.ts';
import { runSearch } from '../run-search.ts';

const hits = table(`
  host action bytes
  www1 view 10
  www1 view 20
  www1 buy 5
  www2 view 1
  www2 - 7
  www3 buy 2
  - buy 100
`);

describe('chart', () => {
  it('without a second field is stats, and without any one row', async () => {
    expect(await overRows('chart sum(bytes) AS s count BY host', hits)).toEqual([
      { host: 'www1', s: 35, count: 3 },
      { host: 'www2', s: 8, count: 2 },
      { host: 'www3', s: 2, count: 1 },
    ]);
    expect(await overRows('chart count', hits)).toEqual([{ count: 7 }]);
    expect(await overRows('search host=none | chart count', hits)).toEqual([{ count: 0 }]);
  });

  it.for(['chart count OVER host BY action', 'chart count BY host action', 'chart count BY host, action'])(
    'makes a column of each value: %s',
    async (search) => {
      const rows = await overRows(search, hits);
      expect(rows).toEqual([
        { host: 'www1', buy: 1, view: 2, NULL: 0 },
        { host: 'www2', buy: 0, view: 1, NULL: 1 },
        { host: 'www3', buy: 1, view: 0, NULL: 0 },
      ]);
      expect(Object.keys(rows[0]!)).toEqual(['host', 'buy', 'view', 'NULL']);
    },
  );

  it('leaves a cell out where nothing was counted, unless it counts', async () => {
    expect(await overRows('chart sum(bytes) OVER host BY action usenull=f', hits)).toEqual([
      { host: 'www1', buy: 5, view: 30 },
      { host: 'www2', view: 1 },
      { host: 'www3', buy: 2 },
    ]);
  });

  it('calls the columns of several functions by function and value', async () => {
    const search = 'chart count sum(bytes) AS s OVER host BY action usenull=f';
    expect((await overRows(search, hits))[0]).toEqual({
      host: 'www1',
      'count: buy': 1,
      'count: view': 2,
      's: buy': 5,
      's: view': 30,
    });
    expect(Object.keys((await overRows(`${search} sep="/"`, hits))[0]!)).toContain('count/buy');
    expect(Object.keys((await overRows(`${search} format="$VAL$<$AGG$>"`, hits))[0]!)).toContain(
      'buy<count>',
    );
  });

  it('keeps the series with the greatest sums, ties by name, and merges the others', async () => {
    const rows = table('r s n\n1 a 1\n1 b 5\n2 c 3\n2 d 3\n2 e 1');
    expect(await overRows('chart sum(n) OVER r BY s limit=2', rows)).toEqual([
      { r: '1', b: 5, OTHER: 1 },
      { r: '2', c: 3, OTHER: 4 },
    ]);
    expect(
      Object.keys((await overRows('chart sum(n) OVER r BY s limit=bottom2 otherstr=REST', rows))[1]!),
    ).toEqual(['r', 'e', 'REST']);
    expect(await overRows('chart sum(n) OVER r BY s limit=2 useother=f', rows)).toEqual([
      { r: '1', b: 5 },
      { r: '2', c: 3 },
    ]);
  });

  it('takes OTHER as the function over all rows of the others, not over their values', async () => {
    const rows = table('r s n\n1 a 100\n1 b 1\n1 b 2\n1 c 9');
    expect(await overRows('chart avg(n) OVER r BY s limit=1', rows)).toEqual([{ r: '1', a: 100, OTHER: 4 }]);
  });

  it('shows ten series unless told otherwise, and all with limit=0', async () => {
    const rows = Array.from({ length: 14 }, (_, i) => ({ r: 'x', s: `s${i}` }));
    expect(Object.keys((await overRows('chart count OVER r BY s', rows))[0]!)).toHaveLength(12);
    expect(Object.keys((await overRows('chart count OVER r BY s limit=0', rows))[0]!)).toHaveLength(15);
  });

  it('with several functions scores a series by how often it is there', async () => {
    const rows = table('r s n\n1 a 100\n1 b 1\n1 b 2');
    expect(
      Object.keys((await overRows('chart count max(n) OVER r BY s limit=1 useother=f', rows))[0]!),
    ).toEqual(['r', 'count: b', 'max(n): b']);
  });

  test.for([
    ['where sum in top1', ['c']],
    ['where max in top1', ['b']],
    ['where sum notin bottom1', ['b', 'c']],
    ['where sum > 4', ['b', 'c']],
    ['where sum<5', ['a']],
    ['where count>1', ['a', 'c']],
    ['where avg in bottom1', ['a']],
  ] as const)('chooses series %s', async ([where, series]) => {
    const rows = table('r s n\n1 a 1\n2 a 1\n1 b 5\n1 c 3\n2 c 3');
    const [first] = await overRows(`chart sum(n) OVER r BY s useother=f ${where}`, rows);
    expect(Object.keys(first!).slice(1)).toEqual(series);
  });

  it('cuts numbers into bins and shows empty ones, unless cont=f', async () => {
    const rows = table('n x\n5 1\n12 1\n35 1\n100 1');
    expect(await overRows('chart count BY n span=10', rows.slice(0, 3))).toEqual([
      { n: '0-10', count: 1 },
      { n: '10-20', count: 1 },
      { n: '20-30', count: 0 },
      { n: '30-40', count: 1 },
    ]);
    expect((await overRows('chart cont=f count BY n span=10', rows)).map(({ n }) => n)).toEqual([
      '0-10',
      '10-20',
      '30-40',
      '100-110',
    ]);
    expect((await overRows('chart count BY n bins=2', rows)).map(({ n }) => n)).toEqual(['0-100', '100-200']);
    expect(await overRows('chart count OVER x BY n span=log10', rows)).toEqual([
      { x: '1', '1-10': 1, '10-100': 2, '100-1000': 1 },
    ]);
  });

  test.for([
    ['chart', 'You must specify a statistical function.'],
    ['chart count BY a b c', "The argument 'c' is invalid."],
    ['chart sum(a) BY a', "The field 'a' cannot be in a function and split by at once."],
    ['chart count BY a b where nosense', "The where clause 'nosense' is invalid."],
    ['chart count BY a b limit=some', 'The value for option limit (some) is invalid.'],
    ['chart count BY a span=never', 'The value for option span (never) is invalid.'],
    ['chart count BY a fixedrange=f', "Invalid argument: 'fixedrange=f'"],
  ])('refuses %s', async ([search, message]) => {
    await expect(runSearch(`| makeresults | ${search}`)).rejects.toThrow(
      `Error in 'chart' command: ${message}`,
    );
  });
});

const day = Date.parse('2024-03-04T00:00:00Z') / 1000;
const logons = [0, 10, 130, 200, 70_000].map((seconds, i) => ({
  time: day + seconds,
  raw: { user: ['ann', 'bob', '_svc'][i % 3], n: i },
}));
const logonsOf = async (search: string, window: { earliest?: string; latest?: string } = {}) =>
  runSearch(`search * | ${search}`, { events: logons }, window);
const firstHour = { earliest: String(day), latest: String(day + 3600) };

describe('timechart', () => {
  it('has a row for every bin of the window, and says how long they are', async () => {
    const rows = await logonsOf('timechart span=20m count sum(n) AS s', firstHour);
    expect(rows).toEqual([
      { _time: day, count: 4, s: 6, _span: 1200 },
      { _time: day + 1200, count: 0, _span: 1200 },
      { _time: day + 2400, count: 0, _span: 1200 },
    ]);
  });

  it('without span cuts the window as Splunk documents', async () => {
    expect(await logonsOf('timechart count', firstHour)).toHaveLength(60);
    const whole = { earliest: String(day), latest: String(day + 86_400) };
    expect(await logonsOf('timechart count', whole)).toHaveLength(48);
    expect(await logonsOf('timechart bins=10 count', firstHour)).toHaveLength(6);
    expect(await logonsOf('timechart minspan=15m count', firstHour)).toHaveLength(2);
  });

  it('covers the events alone over all time and with fixedrange=f', async () => {
    expect(await logonsOf('timechart span=1h count')).toHaveLength(20);
    const wide = { earliest: String(day - 86_400), latest: String(day + 86_400) };
    expect(await logonsOf('timechart span=1h fixedrange=f count', wide)).toHaveLength(20);
    expect(await logonsOf('timechart span=1h count', wide)).toHaveLength(48);
  });

  it('shows bins with events alone with cont=f', async () => {
    expect((await logonsOf('timechart span=1h cont=f count')).map(({ _time }) => _time)).toEqual([
      day,
      day + 68_400,
    ]);
  });

  it('drops bins that lie in part outside of the window with partial=f', async () => {
    const window = { earliest: String(day + 60), latest: String(day + 300) };
    expect((await logonsOf('timechart span=2m count', window)).map(({ count }) => count)).toEqual([0, 2, 0]);
    expect((await logonsOf('timechart span=2m partial=f count', window)).map(({ count }) => count)).toEqual([
      2,
    ]);
  });

  it('splits by a field, and says VALUE before a name that would make an internal field', async () => {
    expect(await logonsOf('timechart span=1h count BY user', firstHour)).toEqual([
      { _time: day, VALUE_svc: 1, ann: 2, bob: 1, _span: 3600 },
    ]);
  });

  it('takes bins before BY for time, after it for the field', async () => {
    const [row] = await logonsOf('timechart span=1h count BY n span=2', firstHour);
    expect(row).toEqual({ _time: day, '0-2': 2, '2-4': 2, _span: 3600 });
  });

  it('has bins of calendar months and of weeks that begin on a day', async () => {
    const months = await logonsOf('timechart span=1mon count');
    expect(months.map(({ _time }) => _time)).toEqual([Date.parse('2024-03-01T00:00:00Z') / 1000]);
    const weeks = await logonsOf('timechart span=w@w0 count');
    expect(weeks.map(({ _time }) => _time)).toEqual([Date.parse('2024-03-03T00:00:00Z') / 1000]);
  });

  it('aligns bins to a time', async () => {
    const rows = await logonsOf('timechart span=12h aligntime=@d+5h count');
    expect(rows.map(({ _time }) => _time)).toEqual([day - 7 * 3600, day + 5 * 3600, day + 17 * 3600]);
  });

  it('gives nothing of nothing', async () => {
    expect(await logonsOf('search user=none | timechart span=1h count', firstHour)).toEqual([]);
  });

  it('refuses more than fifty thousand bins, OVER and sparklines', async () => {
    const year = { earliest: String(day - 31_536_000), latest: String(day + 86_400) };
    await expect(logonsOf('timechart span=1m count', year)).rejects.toThrow(
      "Error in 'timechart' command: The specified span would result in too many (>50000) rows.",
    );
    await expect(logonsOf('timechart count OVER user')).rejects.toThrow("The argument 'OVER' is invalid.");
    await expect(logonsOf('timechart per_hour(n)')).rejects.toThrow(
      "Error in 'timechart' command: The 'per_hour' function is unsupported or undefined.",
    );
  });
});
