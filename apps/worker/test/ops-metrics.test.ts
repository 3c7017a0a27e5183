import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWorkerMetrics } from '../src/ops/create-worker-metrics.ts';
import { LABEL_VALUES } from '../src/ops/label-values.ts';
import type { WorkerMetrics } from '../src/ops/worker-metrics.ts';
import { busyMetrics } from './ops-busy-metrics.ts';
import { type Exposition, readExposition } from './ops-exposition.ts';

async function shown(metrics: WorkerMetrics): Promise<Exposition> {
  return readExposition(await metrics.registry.metrics());
}

/** Values of one label in the series of one family. */
function valuesOf({ samples }: Exposition, family: string, label: string): Set<string> {
  const series = [...samples.keys()].filter((name) => name.startsWith(`${family}{`));
  return new Set(series.map((name) => new RegExp(`[{,]${label}="([^"]*)"`).exec(name)![1]!));
}

describe('the exposition', () => {
  test('is what the published grammar says, with help and type for each family', async () => {
    const { families, samples } = await shown(busyMetrics());
    expect(families.size).toBeGreaterThan(40);
    expect(samples.size).toBeGreaterThan(150);
    expect([...families].filter(([, { help }]) => help.length < 5)).toEqual([]);
  });

  const hasPromtool = spawnSync('promtool', ['--version']).error === undefined;
  test.runIf(hasPromtool)('is what promtool accepts, where it is installed', async () => {
    const input = await busyMetrics().registry.metrics();
    const { stderr } = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' });
    // Metrics of the process are named by prom-client.
    expect(stderr.split('\n').filter((line) => line.startsWith('sidecar_'))).toEqual([]);
    expect(stderr).not.toContain('error while linting');
  });

  test('names follow the conventions: a prefix, base units, and _total for counters alone', async () => {
    const { families } = await shown(busyMetrics());
    const ours = [...families].filter(([name]) => name.startsWith('sidecar_'));
    expect(ours.length).toBeGreaterThan(20);
    for (const [name, { type }] of ours) {
      expect(name.endsWith('_total'), name).toBe(type === 'counter');
      expect(name, 'base units').not.toMatch(/_(?:ms|milliseconds|minutes|hours|days|mb|percent)(?:_|$)/);
    }
  });

  test('tells nothing that is not known yet, and begins counters at 0', async () => {
    const { samples } = await shown(createWorkerMetrics());
    for (const name of [
      'score_lag_seconds',
      'drifted',
      'alerts_promised_per_day',
      'set_aside_windows',
      'ready',
    ])
      expect(samples.has(`sidecar_${name}`), name).toBe(false);
    expect(samples.get('sidecar_splunk_errors_total{code="quota"}')).toBe(0);
    expect(samples.get('sidecar_stage_runs_total{stage="train",outcome="failed"}')).toBe(0);
  });
});

describe('what is noted', () => {
  test('adds up', async () => {
    const metrics = createWorkerMetrics();
    const numbers = fc.array(fc.nat({ max: 1e9 }), { minLength: 1, maxLength: 5 });
    let sum = 0;
    await fc.assert(
      fc.asyncProperty(numbers, async (counts) => {
        for (const n of counts) metrics.eventsRead(n);
        sum += counts.reduce((a, b) => a + b, 0);
        expect((await shown(metrics)).samples.get('sidecar_events_read_total')).toBe(sum);
      }),
      { numRuns: 10 },
    );
  });

  test('lag grows by itself until it is told again, so that a worker that hangs shows it', async () => {
    let ms = 0;
    const metrics = createWorkerMetrics({ now: () => new Date(ms) });
    const lag = async (): Promise<number | undefined> =>
      (await shown(metrics)).samples.get('sidecar_score_lag_seconds');
    metrics.lag(70);
    ms += 300_000;
    expect(await lag()).toBe(370);
    metrics.lag(65);
    expect(await lag()).toBe(65);
  });

  test('durations lie in buckets from half a second to an hour; skipped runs have none', async () => {
    const metrics = createWorkerMetrics({ now: () => new Date(5_000_000) });
    metrics.stageDone('score', 'done', 4);
    metrics.stageDone('score', 'failed', 3599);
    metrics.stageDone('score', 'skipped', 0);
    const { samples } = await shown(metrics);
    const below = (le: string): number | undefined =>
      samples.get(`sidecar_stage_duration_seconds_bucket{le="${le}",stage="score"}`);
    expect(['2.5', '5', '1800', '3600', '+Inf'].map(below)).toEqual([0, 1, 1, 2, 2]);
    expect(samples.get('sidecar_stage_duration_seconds_sum{stage="score"}')).toBe(3603);
    expect(samples.get('sidecar_stage_runs_total{stage="score",outcome="skipped"}')).toBe(1);
    const last = 'sidecar_stage_last_success_timestamp_seconds';
    expect(samples.get(`${last}{stage="score"}`)).toBe(5000);
    expect(samples.has(`${last}{stage="train"}`)).toBe(false);
  });

  test('one model is in use at a time; without a known birth it has no age', async () => {
    const metrics = createWorkerMetrics();
    const born = 'sidecar_model_created_timestamp_seconds';
    metrics.modelInUse('aaaa', new Date(1_700_000_000_000));
    expect((await shown(metrics)).samples.get(born)).toBe(1_700_000_000);
    metrics.modelInUse('bbbb', null);
    const later = await shown(metrics);
    expect(valuesOf(later, 'sidecar_model_info', 'version')).toEqual(new Set(['bbbb']));
    expect(later.samples.has(born)).toBe(false);
  });

  test('a budget that is gone is no longer shown', async () => {
    const metrics = createWorkerMetrics();
    const high = 'sidecar_alerts_promised_high_per_day';
    metrics.budget({ promised: 10, low: 4, high: 18, realised: 12.5 });
    expect((await shown(metrics)).samples.get(high)).toBe(18);
    metrics.budget({ promised: null, low: null, high: null, realised: 12.5 });
    const { samples } = await shown(metrics);
    expect(samples.has(high)).toBe(false);
    expect(samples.get('sidecar_alerts_realised_per_day')).toBe(12.5);
  });

  test('facets of a model before are no longer shown', async () => {
    const metrics = busyMetrics();
    expect(valuesOf(await shown(metrics), 'sidecar_drift_psi', 'facet')).toEqual(new Set(['clusters']));
    metrics.drift({ drifted: false, culprit: null, comparisons: [], bursts: [], withBursts: null });
    const later = await shown(metrics);
    expect(valuesOf(later, 'sidecar_drift_psi', 'facet')).toEqual(new Set());
    expect(later.samples.get('sidecar_drifted')).toBe(0);
  });
});

describe('labels', () => {
  test('hold no more values than are known, whatever comes', async () => {
    const metrics = createWorkerMetrics();
    fc.assert(
      fc.property(fc.string(), (word) => {
        metrics.eventsRejected(word, 1);
        metrics.splunkError(word);
        metrics.queueJobs(word, 1);
        metrics.recordsWritten(word, 1, 'written');
        metrics.alertsSent(`webhook https://hooks.example.com/services/${word}`, 'failed', 1);
      }),
      { numRuns: 300 },
    );
    const exposition = await shown(metrics);
    const { rejectionReason, splunkErrorCode } = LABEL_VALUES;
    const reasons = valuesOf(exposition, 'sidecar_events_rejected_total', 'reason');
    expect(reasons).toEqual(new Set([...rejectionReason, 'other']));
    const codes = valuesOf(exposition, 'sidecar_splunk_errors_total', 'code');
    expect(codes).toEqual(new Set([...splunkErrorCode, 'other']));
    expect(valuesOf(exposition, 'sidecar_queue_jobs', 'state')).toEqual(new Set(['other']));
    const collections = valuesOf(exposition, 'sidecar_records_written_total', 'collection');
    expect(collections.size).toBeLessThanOrEqual(21);
    expect(valuesOf(exposition, 'sidecar_alerts_sent_total', 'target')).toEqual(new Set(['other']));
  });

  test('tell of a receiver its origin, and every outcome of it from the beginning', async () => {
    const metrics = createWorkerMetrics();
    metrics.alertsSent('webhook https://hooks.example.com:8443', 'delivered', 2);
    const { samples } = await shown(metrics);
    const of = (outcome: string): number | undefined =>
      samples.get(
        `sidecar_alerts_sent_total{target="webhook https://hooks.example.com:8443",outcome="${outcome}"}`,
      );
    expect(['delivered', 'failed', 'refused', 'given_up'].map(of)).toEqual([2, 0, 0, 0]);
  });

  test('know every code that the client of KV Store has', () => {
    const path = new URL('../../../packages/kvstore-writer/src/kv-store-error.ts', import.meta.url);
    const union = /export type KvStoreErrorCode =([^;]+);/.exec(readFileSync(path, 'utf8'))?.[1] ?? '';
    const codes = [...union.matchAll(/'(\w+)'/g)].map(([, code]) => code!);
    expect(codes.length).toBeGreaterThan(5);
    const known: readonly string[] = LABEL_VALUES.splunkErrorCode;
    expect(codes.filter((code) => !known.includes(code))).toEqual([]);
  });
});
