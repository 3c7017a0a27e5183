import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drift, type DriftFilesReport, run, score, type SidecarConfig } from '../src/index.ts';
import {
  configOf,
  generatedLines,
  NOW,
  openFolder,
  openSplunk,
  readObjects,
  seedLine,
  writeLines,
} from './workspace.ts';

// A model of the events of a month, and what is said of a month that differs in one thing.

const isFull = process.env['SIDECAR_CAMPAIGN'] === 'full';
const EVENTS = isFull ? 30_000 : 7500;
/** One event in so many that moves to another cluster or hour is significant, but no drift. */
const FEW = isFull ? 100 : 40;
const FAILURES = (EVENTS / 15) * 4;
const sizes = isFull ? { people: 150, services: 30, admins: 15 } : { people: 38, services: 8, admins: 4 };
const month = generatedLines(EVENTS, { scenarios: [], start: '2026-09-01T00:00:00Z', ...sizes });
let folder: string;
let config: SidecarConfig;
let modelPath: string;
/** The places of the events of each cluster, the largest first. */
let clusters: [cluster: number, places: number[]][];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sidecar-test-'));
  const inputs = [writeLines(folder, 'month.ndjson', month)];
  config = configOf({
    general: { model_dir: join(folder, 'models') },
    ingestion: { source: 'files', files: inputs },
    modeling: { k_candidates: [10] },
    output: { writers: ['ndjson'], ndjson: { directory: join(folder, 'results') } },
  });
  ({ modelPath } = await run({ config, runId: 'r1', now: NOW }));
  const outputPath = join(folder, 'scored');
  await score({ inputs, modelPath, outputPath, config, runId: 'r', now: NOW });
  const places = new Map<number, number[]>();
  readObjects(outputPath).forEach(({ cluster_id: cluster }, place) => {
    const members = places.get(cluster as number) ?? [];
    places.set(cluster as number, members);
    members.push(place);
  });
  clusters = [...places].sort(([, a], [, b]) => b.length - a.length);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

const driftOf = (lines: readonly string[]): Promise<DriftFilesReport> =>
  drift({ inputs: [writeLines(openFolder(), 'a', lines)], modelPath, config, now: NOW });

/** The month in which the events at some places do what events at others did. */
function moved(places: readonly number[], others: readonly number[]): string[] {
  const lines = [...month];
  places.forEach((place, i) => {
    lines[place] = month[others[i % others.length]!]!;
  });
  return lines;
}

describe('clusters', () => {
  it(
    'half of the largest moving into another is drift, and both are named',
    { timeout: 60_000 },
    async () => {
      const [[largest, members], [second, others]] = clusters as [[number, number[]], [number, number[]]];
      const { drifted, culprit, comparisons, bursts } = await driftOf(
        moved(
          members.filter((_, i) => i % 2 === 0),
          others,
        ),
      );
      const [comparison] = comparisons;
      expect([drifted, comparison!.drifted, bursts]).toEqual([true, true, []]);
      expect(culprit).not.toBeNull();
      expect(comparison!.adjustedPValue).toBeLessThan(1e-12);
      const named = comparison!.shifts.slice(0, 2);
      expect(named.map(({ category }) => category).sort()).toEqual([String(largest), String(second)].sort());
      const shift = comparison!.shifts.find(({ category }) => category === String(largest));
      expect(shift!.afterShare / shift!.beforeShare).toBeCloseTo(0.5, 1);
    },
  );

  it(`one event in ${FEW} moving is significant, but no drift`, { timeout: 60_000 }, async () => {
    const [, members] = clusters[0]!;
    const [, few] = clusters.at(-1)!;
    const report = await driftOf(moved(members.slice(0, EVENTS / FEW), few));
    expect(report.comparisons[0]).toMatchObject({ name: 'clusters', drifted: false });
    expect(report.comparisons[0]!.adjustedPValue).toBeLessThan(0.001);
    expect(report).toMatchObject({ drifted: false, culprit: null, bursts: [] });
  });

  it('the same month is no drift', { timeout: 60_000 }, async () => {
    expect(await driftOf(month)).toMatchObject({ drifted: false, bursts: [] });
  });
});

const facets: readonly {
  readonly facet: string;
  readonly change: object;
  readonly clustersToo: boolean;
  readonly few?: number;
}[] = [
  { facet: 'signature', change: { signature_id: 4647, signature: 'Logoff by the user' }, clustersToo: true },
  { facet: 'source_scope', change: { src: '203.0.113.50' }, clustersToo: true },
  { facet: 'logon_type', change: { logon_type: 9 }, clustersToo: false },
  { facet: 'authentication_package', change: { authentication_package: 'Digest' }, clustersToo: false },
  { facet: 'hour', change: {}, clustersToo: true, few: FEW },
];
/** In the short form, one that clusters know, one that they do not, and the hour. */
const asked = facets.filter(
  ({ facet }) => isFull || ['signature', 'authentication_package', 'hour'].includes(facet),
);

describe.for(asked)('$facet', ({ facet, change, clustersToo, few = 100 }) => {
  /** The month in which every n-th event is changed; the hour, if nothing else is. */
  const changed = (n: number): string[] =>
    month.map((line, i) => {
      if (i % n !== 0) return line;
      const event = JSON.parse(line) as Record<string, string>;
      const time = event['TimeCreated']!.replace(/T\d\d/, 'T03');
      return JSON.stringify({ ...event, ...change, ...(facet === 'hour' && { TimeCreated: time }) });
    });
  const of = ({ comparisons }: DriftFilesReport): DriftFilesReport['comparisons'][number] =>
    comparisons.find(({ name }) => name === facet)!;

  it('in a third of the events is drift, and the culprit', { timeout: 60_000 }, async () => {
    const report = await driftOf(changed(3));
    expect(of(report)).toMatchObject({ drifted: true });
    expect([facet, ...(clustersToo ? ['clusters'] : [])]).toContain(report.culprit!.name);
  });

  it('in one of few events is significant, but no drift', { timeout: 60_000 }, async () => {
    const report = await driftOf(changed(few));
    expect(of(report)).toMatchObject({ drifted: false });
    expect(of(report).adjustedPValue).toBeLessThan(0.05);
    expect(report).toMatchObject({ drifted: false, culprit: null });
  });
});

it(
  `${FAILURES} failures sprayed within an hour, as Splunk gives them, are an attack, not drift`,
  { timeout: 180_000 },
  async () => {
    const users = [...new Set(month.map((line) => (JSON.parse(line) as { user: string }).user))];
    const spray = Array.from({ length: FAILURES }, (_, i) =>
      seedLine({
        TimeCreated: new Date(Date.parse('2026-09-14T13:10:00Z') + (i * 3_520_000) / FAILURES).toISOString(),
        user: users[i % users.length],
        src: '203.0.113.9',
        dest: 'VPN01',
        signature_id: 4625,
        action: 'failure',
      }),
    );
    const splunk = await openSplunk([...month, ...spray]);
    const ingestion = {
      source: 'splunk',
      earliest: '0',
      splunk: { base_url: splunk.baseUrl, auth_token: splunk.token },
    };
    const fromSplunk = configOf({ ...config, ingestion, modeling: { k_candidates: [10] } });
    const report = await run({ config: fromSplunk, runId: 'r2', now: NOW });
    expect(report.events).toBe(EVENTS + FAILURES);
    expect(report.modelPath).toBe(modelPath);
    expect(report.drift).toMatchObject({
      drifted: false,
      withBursts: { drifted: true },
      bursts: [{ events: FAILURES, sources: { count: 1, top: [{ name: '203.0.113.9', events: FAILURES }] } }],
    });
    expect(report.modelReason).toMatch(
      /^reused, less than a day old: .* is an attack or an outage and is not learned: /,
    );
    // It is alerted on all the same.
    const flagged = readObjects(join(folder, 'results', 'auth_outlier_events.ndjson'));
    expect(flagged.filter(({ src }) => src === '203.0.113.9').length).toBeGreaterThan(FAILURES * 0.75);
  },
);
