import type { Row } from '@sidecar/spl';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Searching, searchRecords } from './searching.ts';
import type { Stored } from './written-records.ts';

const AUTH = 'sidecar_authentication';

let some: Searching;
let events: readonly Stored[];
beforeAll(async () => {
  some = await searchRecords();
  events = some.records['auth_events']!;
}, 60_000);

/** Rows of a search, by the text of a column. */
async function by(column: string, ...search: Parameters<Searching['find']>): Promise<Map<string, Row>> {
  const { rows } = await some.find(...search);
  return new Map(rows.map((row) => [String(row[column]), row]));
}

function countBy(records: readonly Stored[], key: (record: Stored) => unknown): Map<string, number> {
  const counts = new Map<string, number>();
  for (const record of records) counts.set(String(key(record)), (counts.get(String(key(record))) ?? 0) + 1);
  return counts;
}

const clusterOf = ({ cluster_id: id }: Stored): string => `cluster ${String(id).padStart(2, '0')}`;
const flagged = (record: Stored): boolean => record['behavior_outlier'] === 1;

describe('the dashboard of the original', () => {
  test('counts the events of the published run, and no others', async () => {
    const { rows } = await some.find(AUTH, 'totals');
    expect(Number(rows[0]!['events'])).toBe(events.length);
    expect(Number(rows[0]!['outliers'])).toBe(events.filter(flagged).length);
    expect(Number(rows[0]!['highest'])).toBeCloseTo(Math.max(...events.map(({ score }) => Number(score))), 9);
  });

  test('shares of clusters are those of their events', async () => {
    const rows = await by('cluster', AUTH, 'cluster_shares');
    const expected = countBy(events, clusterOf);
    expect(new Map([...rows].map(([cluster, row]) => [cluster, Number(row['events'])]))).toEqual(expected);
  });

  test('over time no event is lost: columns add up to all, in slots of a day', async () => {
    for (const source of ['by_cluster', 'by_outlier', 'by_signature']) {
      const { rows } = await some.find(AUTH, source);
      let sum = 0;
      for (const { _time, ...series } of rows) {
        expect(Number(_time) % 86_400).toBe(0);
        for (const count of Object.values(series)) sum += Number(count);
      }
      expect(sum).toBe(events.length);
    }
  });

  test('entropy is in bits: that of the shares of signatures within a cluster', async () => {
    const rows = await by('cluster', AUTH, 'entropy');
    const clusters = new Set(events.map(clusterOf));
    expect(new Set(rows.keys())).toEqual(clusters);
    for (const cluster of clusters) {
      const own = events.filter((event) => clusterOf(event) === cluster);
      const counts = [
        ...countBy(own, ({ signature_id: id, signature }) => `${String(id)} ${String(signature)}`).values(),
      ];
      const bits = -counts.reduce((sum, n) => sum + (n / own.length) * Math.log2(n / own.length), 0);
      expect(Number(rows.get(cluster)!['entropy (bits)'])).toBeCloseTo(bits, 9);
      expect(Number(rows.get(cluster)!['most possible (bits)'])).toBeCloseTo(Math.log2(counts.length), 9);
    }
  });

  test('the shares of an account add up to 100 %, and its row counts what it did', async () => {
    const { rows } = await some.find(AUTH, 'users');
    const shares = new Map<string, number>();
    for (const row of rows) {
      const user = String(row['Account']);
      shares.set(user, (shares.get(user) ?? 0) + Number(row['Share of the account']));
      const isOutlier = row['Decision'] === 'outlier';
      const own = events.filter((event) => event['user'] === user && flagged(event) === isOutlier);
      expect(Number(row['Events'])).toBe(own.length);
      expect(Number(row['Sources'])).toBe(new Set(own.map(({ src }) => src).filter(Boolean)).size);
      expect(Number(row['Destinations'])).toBe(new Set(own.map(({ dest }) => dest).filter(Boolean)).size);
    }
    expect(new Set(shares.keys())).toEqual(new Set(events.map(({ user }) => user)));
    for (const share of shares.values()) expect(share).toBeCloseTo(100, 9);
  });

  test('inputs leave out what does not fit them', async () => {
    const [{ user, cluster_id: cluster }] = events.filter(flagged) as [Stored];
    const tokens = { user: String(user), cluster: String(cluster), score: '50' };
    const expected = events.filter(
      (event) => event['user'] === user && event['cluster_id'] === cluster && Number(event['score']) >= 50,
    );
    const { rows } = await some.find(AUTH, 'totals', tokens);
    expect(expected.length).toBeGreaterThan(0);
    expect(Number(rows[0]!['events'])).toBe(expected.length);
  });

  test('a time range holds events from its start to before its end', async () => {
    const at = (text: string): string => String(Date.parse(text) / 1000);
    const [from, to] = ['2026-09-10T00:00:00Z', '2026-09-12T00:00:00Z'];
    const tokens = { 'time.earliest': at(from), 'time.latest': at(to) };
    const expected = events.filter(({ TimeCreated: time }) => String(time) >= from && String(time) < to);
    const { rows } = await some.find(AUTH, 'totals', tokens);
    expect(expected.length).toBeGreaterThan(10);
    expect(Number(rows[0]!['events'])).toBe(expected.length);
  });

  test('the outliers are told from the most unusual on', async () => {
    const { rows } = await some.find(AUTH, 'outliers');
    const expected = some.records['auth_outlier_events']!.toSorted(
      (a, b) => Number(a['p_value']) - Number(b['p_value']),
    );
    expect(rows.map((row) => row['_event'])).toHaveLength(expected.length);
    expect(rows[0]!['What was unusual']).toBe(expected[0]!['sentence']);
  });
});
