import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SidecarConfig } from '@sidecar/pipeline';
import { readCheckpoint } from '@sidecar/pipeline/checkpoint';
import { createWorkerMetrics } from '../../src/ops/create-worker-metrics.ts';
import { contentOf, recordsIn } from '../core/content-of.ts';
import { createDraw } from '../proof/draw.ts';
import { bytesInUse } from './bytes-in-use.ts';
import type { KeptBatch } from './expected-alerts.ts';
import type { Trim } from './expected-records.ts';
import { createNotes } from './create-notes.ts';
import { type Life, openLife } from './open-life.ts';
import { planArrivals } from './plan-arrivals.ts';
import type { LifeTaken, Look, ReadLines, Soak, SoakOptions, ToldBatch } from './soak.ts';
import { soakConfig } from './soak-config.ts';
import { openWorld, type SoakWorld } from './soak-world.ts';
import { watchWeakly } from './watch-weakly.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The last hours go well, so that what waits gets through. */
const CALM_HOURS = 4;

export async function runSoak(options: SoakOptions): Promise<Soak> {
  const begun = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'sidecar-soak-'));
  const temporary = process.env['TMPDIR'];
  process.env['TMPDIR'] = join(folder, 'tmp');
  mkdirSync(process.env['TMPDIR']);
  const start = Date.parse(options.start);
  const end = start + options.hours * HOUR_MS;
  const beginHours = Number(options.worker.score['begin_hours'] ?? 24);
  const disturbedFrom = start - beginHours * HOUR_MS;
  const arrivals = planArrivals({
    seed: options.seed,
    start: start - 7 * DAY_MS,
    end,
    disturbedFrom,
    eventsPerDay: options.eventsPerDay,
  });
  const quickTo = disturbedFrom - 4 * HOUR_MS;
  const calmFrom = end - CALM_HOURS * HOUR_MS;
  const world = await openWorld({ seed: options.seed, start, quickTo, calmFrom, arrivals, awayOfHundred: 4 });
  try {
    const config = soakConfig(world, folder, options.worker);
    const seen = await liveAll(world, config, options, folder);
    return {
      config,
      arrivals,
      world: world.counts,
      ...seen,
      content: await contentOf(world.splunk),
      ledger: await recordsIn(world.splunk, 'auth_model_runs'),
      checkpoint: (await readCheckpoint(config.worker.state_dir))!,
      files: readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
        (path) => path !== 'notes.ndjson' && statSync(join(folder, path)).isFile(),
      ),
      seconds: (performance.now() - begun) / 1000,
    };
  } finally {
    await world.close();
    if (temporary === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = temporary;
    rmSync(folder, { recursive: true, force: true });
  }
}

type Seen = Pick<
  Soak,
  'kept' | 'trims' | 'told' | 'unnoted' | 'read' | 'taken' | 'warnings' | 'looks' | 'metrics'
>;

async function liveAll(
  world: SoakWorld,
  config: SidecarConfig,
  { seed, hours, ends, looks: hoursOfLooks, ...options }: SoakOptions,
  folder: string,
): Promise<Seen> {
  const { clock } = world;
  const start = Date.parse(options.start);
  const metrics = createWorkerMetrics({ now: () => clock.now() });
  const draw = createDraw(`${seed} lives`);
  const notes = createNotes<{
    kept: KeptBatch;
    trims: Trim;
    told: ToldBatch;
    unnoted: string;
    read: ReadLines;
    taken: LifeTaken;
  }>(join(folder, 'notes.ndjson'));
  const warnings = new Map<string, number>();
  const looks: Look[] = [];
  const watch = watchWeakly();
  let lives = 0;
  const witness = {
    onKept: (batch: KeptBatch): void => notes.add('kept', batch),
    onMade: watch.add,
    onTrim: (trim: Trim): void => notes.add('trims', trim),
    onRead: (stage: 'train' | 'drift', lines: number): void => notes.add('read', { stage, lines }),
    onLog: ({ level, stage, message, run_id: runId, ...fields }: Readonly<Record<string, unknown>>): void => {
      const text = String(message);
      if (text.startsWith('scored up to ')) notes.add('told', toldBatch(text, { runId, ...fields }));
      if (text.startsWith('the run was not noted')) notes.add('unnoted', String(runId));
      if (level !== 'warn' && level !== 'error') return;
      const said = text.replaceAll(/[0-9a-f-]{36}|\d+/g, '#').slice(0, 140);
      const kind = `${String(level)} ${String(stage ?? '')}: ${said}`;
      warnings.set(kind, (warnings.get(kind) ?? 0) + 1);
    },
  };
  const take = (): void => world.taken().forEach((taken) => notes.add('taken', { ...taken, life: lives }));
  const look = async (hour: number): Promise<void> => {
    take();
    world.calm();
    const held = (await Promise.all(HELD.map((name) => recordsIn(world.splunk, name)))).flat();
    const bytesHeld = held.reduce((sum, record) => sum + JSON.stringify(record).length + OF_A_RECORD, 0);
    const count = held.length;
    held.length = 0;
    (world.splunk.requests as unknown[]).length = 0;
    const text = await metrics.registry.metrics();
    const series = text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
    const checkpointBytes = statSync(join(config.worker.state_dir, 'checkpoint.json.gz')).size;
    const bytes = (await bytesInUse()) - bytesHeld;
    looks.push({ hour, bytes, alive: watch.alive(), records: count, checkpointBytes, series });
  };
  for (const { hour, by } of [...ends, { hour: hours, by: 'stop' as const }]) {
    lives += 1;
    const life: Life = await openLife({ config, clock, metrics, witness });
    const run = life.run();
    const from = clock.ms();
    for (const at of hoursOfLooks) {
      if (start + at * HOUR_MS < from || at > hour) continue;
      await world.goOn(life, start + at * HOUR_MS);
      await look(at);
    }
    await world.goOn(life, start + hour * HOUR_MS);
    if (by === 'kill') {
      life.killAfter(1 + draw.below(12));
      await world.goOn(life, Infinity, life.isDead);
    }
    await world.turnWhile(life.stop());
    await world.turnWhile(run);
    await life.close();
    take();
    if (hour < hours) await world.goOn(null, clock.ms() + draw.below(120) * 60_000);
  }
  return {
    kept: notes.read('kept'),
    trims: notes.read('trims'),
    told: notes.read('told'),
    unnoted: notes.read('unnoted'),
    read: notes.read('read'),
    taken: notes.read('taken'),
    warnings,
    looks,
    metrics: await metrics.registry.metrics(),
  };
}

/** What the emulator takes for a record beside its text. */
const OF_A_RECORD = 250;
const HELD = [
  'auth_events',
  'auth_outlier_events',
  'auth_incidents',
  'auth_model_runs',
  'auth_user_thresholds',
];

function toldBatch(text: string, fields: Readonly<Record<string, unknown>>): ToldBatch {
  return {
    runId: String(fields['runId']),
    to: Date.parse(text.slice('scored up to '.length)) / 1000,
    windows: Number(fields['windows']),
    events: Number(fields['events']),
    rejected: Number(fields['rejected'] ?? 0),
    outliers: Number(fields['outliers']),
  };
}
