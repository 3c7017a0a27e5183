import type { Row } from '@sidecar/spl';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Searching, searchRecords } from './searching.ts';

let some: Searching;
beforeAll(async () => {
  some = await searchRecords();
}, 60_000);

/** Rows of a search, by the text of a column. */
async function by(column: string, ...search: Parameters<Searching['find']>): Promise<Map<string, Row>> {
  const { rows } = await some.find(...search);
  return new Map(rows.map((row) => [String(row[column]), row]));
}

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
