import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { formatEvent, generate } from '@sidecar/log-generator';
import { parseConfig, type SidecarConfig } from '@sidecar/pipeline';
import { type Emulator, type EmulatorOptions, startEmulator } from '@sidecar/splunk-emulator';
import { onTestFinished } from 'vitest';
import {
  type OpenCoordinator,
  openCoordinator,
  type OpenCoordinatorOptions,
} from '../../src/coordinator/open-coordinator.ts';
import { createLog } from '../../src/log/create-log.ts';
import { secretsOf } from '../../src/log/secrets-of.ts';
import { createHealth } from '../../src/ops/create-health.ts';
import { createWorkerMetrics } from '../../src/ops/create-worker-metrics.ts';
import { createFakeClock, type FakeClock, quiet } from './fake-clock.ts';

/** When tests take place: a Thursday, in the middle of generated events. */
export const NOON = '2026-10-01T12:00:00Z';

/** Logons of a small office around {@link NOON}, with attacks after it. */
export const events: readonly { readonly time: number; readonly line: string }[] = Array.from(
  generate({
    start: '2026-09-24T00:00:00Z',
    end: '2026-10-03T00:00:00Z',
    events: 900,
    seed: 'worker',
    people: 8,
    services: 3,
    admins: 2,
    attackShare: 0.05,
  }),
  ({ event }) => ({ time: Date.parse(event.TimeCreated), line: formatEvent(event, 'seed') }),
);

export const TOKEN = 'token-of-the-worker-5d81c7';

/** Events arrive every quarter of an hour. */
const QUARTER_MS = 15 * 60_000;

/** A Splunk whose clock is turned by the test, with the events until now, and a folder. */
export interface Office {
  readonly splunk: Emulator;
  readonly clock: FakeClock;
  readonly folder: string;
  /** Turns the clock, step by step as somebody wakes, and indexes events as they arrive. */
  goOn(worker: { running(): number } | null, until: string): Promise<void>;
}

export interface OfficeOptions extends EmulatorOptions {
  /** @default at the next quarter of an hour after it happened */
  readonly indexedAt?: (time: number, i: number) => number;
}

export async function openOffice({ indexedAt = arrivalOf, ...options }: OfficeOptions = {}): Promise<Office> {
  const clock = createFakeClock('2026-09-30T12:00:00Z');
  const splunk = await startEmulator({ token: TOKEN, now: () => clock.ms(), ...options });
  const folder = mkdtempSync(join(tmpdir(), 'sidecar-worker-'));
  onTestFinished(async () => {
    await splunk.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const waiting = events
    .map(({ time, line }, i) => ({ at: indexedAt(time, i), line }))
    .sort((a, b) => a.at - b.at);
  const index = async (): Promise<void> => {
    const count = waiting.filter(({ at }) => at <= clock.ms()).length;
    const lines = waiting.splice(0, count).map(({ line }) => line);
    if (lines.length > 0) await splunk.addEvents('ml_sidecar', 'ml:sidecar:json', lines);
  };
  await index();
  const goOn: Office['goOn'] = async (worker, until) => {
    const end = Date.parse(until);
    for (;;) {
      if (worker !== null) await quiet(clock, worker);
      const next = Math.min(worker === null ? Infinity : clock.next(), waiting[0]?.at ?? Infinity);
      clock.turnTo(Math.min(next, end));
      await index();
      if (next > end) return;
    }
  };
  await goOn(null, NOON);
  return { splunk, clock, folder, goOn };
}

/** When an event is indexed, unless a test says otherwise. */
export function arrivalOf(time: number): number {
  return Math.ceil((time + 1) / QUARTER_MS) * QUARTER_MS;
}

type Values = Readonly<Record<string, object>>;

/** A configuration of a worker that scores by the hour and knows its token; sections of `values` are merged in. */
export function configOf({ splunk, folder }: Office, values: Values = {}): SidecarConfig {
  const base: Record<string, Record<string, unknown>> = {
    general: { model_dir: join(folder, 'models') },
    ingestion: { earliest: '-7d', splunk: { base_url: splunk.baseUrl, auth_token: TOKEN } },
    modeling: { k_candidates: [4], outlier_mode: 'budget', alerts_per_day: 20 },
    output: { splunk_kvstore: { app: 'search', lease_seconds: 5, reader_grace_seconds: 0 } },
    worker: {
      state_dir: join(folder, 'state'),
      jitter_seconds: 0,
      score: {
        cron: '5 * * * *',
        window_seconds: 3600,
        lag_seconds: 240,
        begin_hours: 4,
        batch_windows: 3,
        attempts: 2,
      },
    },
    alerts: { min_risk: 0 },
  };
  return parseConfig(JSON.stringify(merge(base, values)), { runnable: true }).config;
}

function merge(a: unknown, b: unknown): unknown {
  if (!isPlain(a) || !isPlain(b)) return b === undefined ? a : b;
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return Object.fromEntries(keys.map((key) => [key, merge(a[key], b[key])]));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A coordinator in this process, and what it tells. */
export interface TestWorker extends OpenCoordinator {
  /** Lines of the log so far. */
  log(): Record<string, unknown>[];
  /** Messages of the log so far, with their stage. */
  told(): string[];
  metrics(): Promise<string>;
  readiness(): { readonly ready: boolean; readonly reasons: readonly string[] };
  stdout(): string;
}

export async function openWorker(
  { clock }: Office,
  config: SidecarConfig,
  options: Partial<OpenCoordinatorOptions> = {},
): Promise<TestWorker> {
  const [stderr, stdout] = [new PassThrough(), new PassThrough()];
  const texts = { stderr: '', stdout: '' };
  stderr.on('data', (chunk: Buffer) => (texts.stderr += chunk.toString()));
  stdout.on('data', (chunk: Buffer) => (texts.stdout += chunk.toString()));
  const log = createLog({ stream: stderr, format: 'json' });
  log.hide(secretsOf(config));
  const now = (): Date => clock.now();
  const metrics = createWorkerMetrics({ now });
  const health = createHealth({ now, mostLagSeconds: () => 3 * 3600, usesRedis: () => false });
  const coordinator = await openCoordinator({
    config,
    log,
    metrics,
    health,
    stdout,
    env: {},
    clock,
    ...options,
  });
  const lines = (): Record<string, unknown>[] =>
    texts.stderr
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return {
    ...coordinator,
    log: lines,
    told: () =>
      lines().map(
        ({ stage, message }) => `${stage === undefined ? '' : `${String(stage)}: `}${String(message)}`,
      ),
    metrics: () => metrics.registry.metrics(),
    readiness: () => health.readiness(),
    stdout: () => texts.stdout,
  };
}

/** Runs a worker until a time, stops it and lets go of its folder. */
export async function workUntil(office: Office, worker: TestWorker, until: string): Promise<void> {
  const run = worker.run();
  await office.goOn(worker, until);
  await worker.stop();
  await run;
  await worker.close();
}
