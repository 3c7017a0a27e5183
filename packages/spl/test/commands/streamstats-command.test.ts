import { describe, expect, it, test } from 'vitest';
import { overRows, table } from '../over-rows.ts';
import { runSearch } from '../run-search.ts';

/** The events of Splunk's "streamstats command usage". */
const events = table(`
  host bytes action
  x 100 LOGON
  y 200 APP_START
  x 400 FILE_DOWNLOAD
  x 50 REBOOT
  y 150 LOGON
  x 100 LOGON
`);

async function column(
  search: string,
  rows: Parameters<typeof overRows>[1],
  field: string,
): Promise<unknown[]> {
  return (await overRows(search, rows)).map((row) => row[field]);
}

describe('streamstats', () => {
  it('resets after a condition, in the rows that follow', async () => {
    const search = 'streamstats reset_after=(action="REBOOT") sum(bytes) AS total_bytes BY host';
    expect(await column(search, events, 'total_bytes')).toEqual([100, 200, 500, 550, 150, 100]);
  });

  it('resets before a condition, in its own row', async () => {
    const search = 'streamstats reset_before=(action="REBOOT") sum(bytes) AS total_bytes BY host';
    expect(await column(search, events, 'total_bytes')).toEqual([100, 200, 500, 50, 150, 150]);
  });

  it('takes conditions in the form of the documentation, and on what it adds itself', async () => {
    const search =
      'streamstats count | eval test=if(count==2,"yes","no") | streamstats count as testCount reset_after="("match(test,\\"yes\\")")"';
    expect(await column(search, events.slice(0, 3), 'testCount')).toEqual([1, 2, 1]);
    expect(await column('streamstats count AS n reset_after=(n=2)', events, 'n')).toEqual([1, 2, 1, 2, 1, 2]);
  });

  it('resets when the group changes', async () => {
    const rows = table('shift\nDAY\nDAY\nNIGHT\nNIGHT\nNIGHT\nNIGHT\nDAY\nNIGHT');
    const search = 'streamstats count BY shift reset_on_change=true';
    expect(await column(search, rows, 'count')).toEqual([1, 2, 1, 2, 3, 4, 1, 1]);
    expect(await column('streamstats count BY shift', rows, 'count')).toEqual([1, 2, 1, 2, 3, 4, 3, 5]);
  });

  it('moves an average over the last three rows', async () => {
    const means = await column('streamstats window=3 avg(bytes) AS mean', events, 'mean');
    expect(means.slice(0, 5)).toEqual([100, 150, 700 / 3, 650 / 3, 200]);
  });

  it('shares one window among groups, unless each is to have its own', async () => {
    const shared = 'streamstats sum(bytes) AS s window=2 BY host';
    expect(await column(shared, events, 's')).toEqual([100, 200, 400, 450, 150, 100]);
    expect(await column(`${shared} global=f`, events, 's')).toEqual([100, 200, 500, 450, 350, 150]);
  });

  it('leaves the row itself out with current=f, as to find the value before', async () => {
    const search = 'streamstats current=f last(bytes) AS before BY host';
    expect(await column(search, events, 'before')).toEqual([undefined, undefined, '100', '400', '200', '50']);
    expect(await column('streamstats count current=f', events, 'count')).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('leaves rows without a field of BY as they are', async () => {
    const rows = table('a b\n1 x\n2 -\n3 x');
    expect(await overRows('streamstats sum(a) AS s BY b', rows)).toEqual([
      { a: '1', b: 'x', s: 1 },
      { a: '2' },
      { a: '3', b: 'x', s: 4 },
    ]);
  });

  it('counts the rows of the five minutes before, or after when time runs backwards', async () => {
    const rows = [0, 60, 299, 300, 360, 1000].map((time) => ({ _time: String(time) }));
    expect(await column('streamstats count time_window=5m', rows, 'count')).toEqual([1, 2, 3, 3, 3, 1]);
    expect(await column('streamstats count time_window=5m', rows.toReversed(), 'count')).toEqual([
      1, 1, 2, 3, 3, 3,
    ]);
    expect(await column('streamstats count time_window=5m window=2', rows, 'count')).toEqual([
      1, 2, 2, 2, 2, 1,
    ]);
  });

  it('keeps no more than ten thousand rows of a window in time', async () => {
    const rows = Array.from({ length: 10_003 }, () => ({ _time: '1' }));
    const counts = await column('streamstats count time_window=1d | tail 1', rows, 'count');
    expect(counts).toEqual([10_000]);
  });

  it('refuses a window in time over rows that are not in order', async () => {
    const rows = [0, 60, 30].map((time) => ({ _time: String(time) }));
    await expect(overRows('streamstats count time_window=5m', rows)).rejects.toThrow(
      "Error in 'streamstats' command: The 'time_window' argument needs events in ascending or descending order of _time.",
    );
  });

  test.for([
    ['count time_window=x', "Error in 'streamstats' command: Invalid value 'x' for time_window."],
    ['count nosuch=1', "Error in 'streamstats' command: Invalid argument: 'nosuch=1'"],
    ['count reset_after=(a b)', "Error in 'streamstats' command: The operator at 'b' is invalid."],
  ])('refuses streamstats %s', async ([argument, message]) => {
    await expect(runSearch(`| makeresults | streamstats ${argument}`)).rejects.toThrow(message);
  });

  it('gives the running total of different users of the documentation', async () => {
    const rows = table('day ips\n1 a|b\n2 b|c\n3 d');
    expect(await column('streamstats dc(ips) as "Cumulative total"', rows, 'Cumulative total')).toEqual([
      2, 3, 4,
    ]);
  });
});

describe('eventstats', () => {
  it('adds the mean of a group to each of its rows, and nothing to a row without group', async () => {
    expect(await overRows('eventstats avg(a) AS mean BY b', table('a b\n1 x\n2 y\n3 x\n4 -'))).toEqual([
      { a: '1', b: 'x', mean: 2 },
      { a: '2', b: 'y', mean: 2 },
      { a: '3', b: 'x', mean: 2 },
      { a: '4' },
    ]);
  });

  it('tells a row with several values in BY of the first', async () => {
    expect(await overRows('eventstats count BY b', table('b\nx|y\ny'))).toEqual([
      { b: ['x', 'y'], count: 1 },
      { b: 'y', count: 2 },
    ]);
  });
});

describe('accum', () => {
  it('sums up, over what is no number', async () => {
    const rows = table('n\n1\nx\n2');
    expect(await column('accum n AS total', rows, 'total')).toEqual([1, undefined, 3]);
    expect(await column('accum n', rows, 'n')).toEqual([1, 'x', 3]);
  });
});
