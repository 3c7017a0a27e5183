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

describe('incidents', () => {
  test('are ranked by risk', async () => {
    const { rows } = await some.find('sidecar_incidents', 'ranked');
    const risks = some.records['auth_incidents']!.map(({ risk }) => Number(risk)).sort((a, b) => b - a);
    expect(rows.map((row) => Number(row['Risk']))).toEqual(risks);
    expect(rows.map((row) => Number(row['Rank']))).toEqual(risks.map((_, i) => i + 1));
    for (const row of rows) {
      const incident = some.records['auth_incidents']!.find(({ _key }) => _key === row['_incident'])!;
      expect([row['Accounts']].flat()).toEqual((incident['accounts'] as string[]).slice(0, 5));
    }
  });

  test('a click on one shows its events, a click on one of these its reasons, which add up to its score', async () => {
    const incident = some.records['auth_incidents']!.toSorted(
      (a, b) => Number(a['risk']) - Number(b['risk']),
    )[0]!;
    const tokens = { incident: incident._key };
    const { rows } = await some.find('sidecar_incidents', 'event_list', tokens);
    expect(new Set(rows.map((row) => row['_event']))).toEqual(new Set(incident['event_keys'] as string[]));
    const key = String(rows.at(-1)!['_event']);
    const event = some.records['auth_outlier_events']!.find(({ _key }) => _key === key)!;
    const points = await some.find('sidecar_incidents', 'reason_points', { ...tokens, event: key });
    const reasons = event['reasons'] as readonly { readonly code: string; readonly contribution: number }[];
    expect(points.rows.map((row) => row['code']).sort()).toEqual(reasons.map(({ code }) => code).sort());
    const sum = points.rows.reduce((total, row) => total + Number(row['points']), 0);
    expect(sum).toBeCloseTo(Number(event['score']), 6);
    const told = await some.find('sidecar_incidents', 'explanation', { ...tokens, event: key });
    expect(told.rows[0]!['What was unusual']).toBe(event['sentence']);
  });

  test('an account that was chosen leaves those that name it', async () => {
    const account = (some.records['auth_incidents']![0]!['accounts'] as string[])[0]!;
    const expected = some.records['auth_incidents']!.filter(({ accounts }) =>
      (accounts as string[]).includes(account),
    );
    const { rows } = await some.find('sidecar_incidents', 'totals', { user: account });
    expect(Number(rows[0]!['incidents'])).toBe(expected.length);
  });
});

describe('the page of an account', () => {
  test('its week has every hour, Monday first, with the counts of the profile', async () => {
    const profile = some.records['auth_user_profiles']!.find((p) => Number(p['event_count']) > 100)!;
    const { rows } = await some.find('sidecar_user', 'week', { user: String(profile['user']) });
    expect(rows.map((row) => Number(row['events']))).toEqual(profile['hour_counts']);
    expect([rows[0]!['day'], rows[0]!['hour'], rows[167]!['day'], rows[167]!['hour']]).toEqual([
      'Mon',
      '00',
      'Sun',
      '23',
    ]);
  });

  test('typical sources of an account are those of its profile, of all accounts weighted by their events', async () => {
    const profiles = some.records['auth_user_profiles']!;
    const profile = profiles.find((p) => Number(p['event_count']) > 100)!;
    const one = await by('name', 'sidecar_user', 'sources', { user: String(profile['user']) });
    (profile['typical_sources'] as string[]).forEach((source, i) => {
      const share = (profile['typical_source_shares'] as number[])[i]!;
      expect(Number(one.get(source)!['share (%)'])).toBeCloseTo(100 * share, 9);
    });
    const { rows } = await some.find('sidecar_user', 'sources');
    const total = rows.reduce((sum, row) => sum + Number(row['share (%)']), 0);
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThanOrEqual(100 + 1e-9);
  });
});

describe('the health of the model', () => {
  test('the curve of k is that of the run, with the chosen one marked', async () => {
    const latest = some.records['auth_model_runs']!.at(-1)!;
    const tried = JSON.parse(String(latest['k_curve'])) as {
      readonly k: number;
      readonly silhouette: number;
    }[];
    const { rows } = await some.find('sidecar_model_health', 'k_curve');
    expect(rows.map((row) => [Number(row['k']), Number(row['silhouette'])])).toEqual(
      tried.map(({ k, silhouette }) => [k, silhouette]),
    );
    const chosen = rows.filter((row) => row['chosen'] !== undefined && row['chosen'] !== '');
    expect(chosen.map((row) => Number(row['k']))).toEqual([latest['k']]);
  });

  test('every facet that was compared has its culprit', async () => {
    const findings = JSON.parse(String(some.records['auth_model_runs']!.at(-1)!['drift_findings'])) as {
      readonly facet: string;
      readonly culprit: string;
    }[];
    const rows = await by('Facet', 'sidecar_model_health', 'drift_list');
    expect(rows.size).toBe(findings.length);
    for (const { facet, culprit } of findings) expect(rows.get(facet)!['Moved most']).toBe(culprit);
  });

  test('rejects of all runs add up by reason', async () => {
    const rows = await by('reason', 'sidecar_model_health', 'rejects');
    expect(new Map([...rows].map(([reason, row]) => [reason, Number(row['lines'])]))).toEqual(
      new Map([
        ['not_json', 4],
        ['no_time', 2],
        ['no_user', 2],
      ]),
    );
  });

  test('what was promised stands beside what came, with its bounds, for each day of a run', async () => {
    const { rows } = await some.find('sidecar_model_health', 'budget');
    const runs = some.records['auth_model_runs']!;
    expect(
      rows.map((row) => [row['promised'], row['fewest'], row['most'], row['realised']].map(Number)),
    ).toEqual(
      runs.map((run) =>
        ['promised_alerts_per_day', 'budget_low', 'budget_high', 'realised_alerts_per_day'].map(
          (field) => run[field],
        ),
      ),
    );
  });

  test('collections tell how old they are', async () => {
    const { rows } = await some.find('sidecar_model_health', 'ages');
    expect(rows.map((row) => [Number(row['Age']), row['State']])).toEqual(
      Array.from({ length: 5 }, () => [1, 'fresh']),
    );
  });
});
