import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { expectedAlerts } from './expected-alerts.ts';
import { expectedKeys, type ExpectedWindow, expectedWindows } from './expected-records.ts';
import { runSoak } from './run-soak.ts';
import type { Soak, SoakOptions } from './soak.ts';

/*
 * A worker lives by a clock that goes as fast as it can follow, while its Splunk fails all the time: a day, or ten with `SIDECAR_CAMPAIGN=full`.
 */
const isFull = process.env['SIDECAR_CAMPAIGN'] === 'full';
const seed = process.env['SIDECAR_SOAK_SEED'] ?? 'soak';

/** From a Friday on, so that there are two Sundays; in the middle is a life of six days. */
const tenDays: SoakOptions = {
  seed,
  start: '2026-10-02T00:00:00Z',
  hours: 240,
  eventsPerDay: 1000,
  worker: { score: { history_days: 2 } },
  ends: [
    { hour: 7, by: 'stop' },
    { hour: 16, by: 'kill' },
    { hour: 25, by: 'kill' },
    { hour: 37, by: 'stop' },
    { hour: 50, by: 'kill' },
    { hour: 61, by: 'kill' },
    { hour: 217, by: 'kill' },
    { hour: 226, by: 'stop' },
  ],
  looks: [71, 95, 119, 143, 167, 191, 215, 239],
};

const oneDay: SoakOptions = {
  seed,
  start: '2026-10-07T12:00:00Z',
  hours: 24,
  eventsPerDay: 400,
  worker: {
    score: { cron: '2,32 * * * *', window_seconds: 1800, history_days: 1, begin_hours: 12 },
    train: { cron: '0 3 * * *' },
  },
  ends: [
    { hour: 5, by: 'stop' },
    { hour: 8, by: 'kill' },
    { hour: 14, by: 'kill' },
  ],
  looks: [17, 20, 23],
};

/**
 * Heap and buffers of the worker, its server and the test, some 85 MB. Between two trainings looks that events had are remembered, 32,768 at most and
 * some kilobytes each, and scoring remembers what is new for some days: so memory grows by what is new in a day, and is within 7 % of what it was as
 * long after the training a week before. What belongs to a batch is counted one by one instead.
 */
const MOST_BYTES_A_DAY = isFull ? 3_000_000 : 8_000_000;
const MOST_BYTES_IN_ALL = isFull ? 6_000_000 : 1_500_000;
const MOST_CHECKPOINT_BYTES = 100_000;
const MOST_SERIES = 250;

const options = isFull ? tenDays : oneDay;

let soak: Soak;
let windows: ExpectedWindow[];
const sumOf = <T>(all: readonly T[], of: (one: T) => number): number =>
  all.reduce((sum, one) => sum + of(one), 0);

beforeAll(async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0); // clients that try again do so at once
  soak = await runSoak(options);
  const { window_seconds: windowSeconds, late_hours: lateHours } = soak.config.worker.score;
  const [from, to] = [soak.kept[0]!.from, soak.kept.at(-1)!.to];
  windows = expectedWindows(soak.arrivals, { from, to, windowSeconds, lateHours });
  if (isFull) console.log(figures());
}, 3_600_000);
afterAll(() => vi.restoreAllMocks());

function figures(): string {
  const { world, taken, looks, warnings, seconds } = soak;
  return JSON.stringify(
    {
      seconds: Math.round(seconds),
      windows: windows.length,
      batches: soak.kept.length,
      lines: world.indexed,
      events: sumOf(windows, ({ events }) => events),
      rejected: sumOf(windows, ({ rejected }) => rejected),
      outliers: sumOf(soak.told, ({ outliers }) => outliers),
      faults: world.faults,
      hoursAway: world.hoursAway,
      ends: options.ends.map(({ by }) => by).join(' '),
      trainings: soak.read.filter(({ stage }) => stage === 'train').length,
      drift: soak.read.filter(({ stage }) => stage === 'drift').length,
      alerts: new Set(taken.map(({ id }) => id)).size,
      deliveries: taken.length,
      refusedByReceiver: world.refusedByReceiver,
      unnoted: soak.unnoted.length,
      trims: soak.trims.length,
      looks,
      warnings: Object.fromEntries(warnings),
    },
    null,
    1,
  );
}

/** Sum of a metric over all its labels, or those that are named. */
function metric(name: string, labels = ''): number {
  const lines = soak.metrics
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  return sumOf(
    lines.filter((line) => line.includes(labels)),
    (line) => Number(line.split(' ').at(-1)),
  );
}

describe('what was scored', () => {
  test('is all of index time, window after window, up to the end', () => {
    const { kept, checkpoint, config } = soak;
    const { window_seconds: length, lag_seconds: lag } = config.worker.score;
    for (const [i, { from }] of kept.entries()) if (i > 0) expect(from).toBe(kept[i - 1]!.to);
    const end = Date.parse(options.start) / 1000 + options.hours * 3600;
    expect(checkpoint).toMatchObject({ scoredTo: kept.at(-1)!.to, setAside: [] });
    expect(end - checkpoint.scoredTo).toBeLessThanOrEqual(2 * length + lag);
    expect(windows.length).toBeGreaterThan((options.hours * 3600) / length);
  });

  test('has every event that can be found once, by the key of its content, but for what is older than the history', () => {
    const keys = soak.content['auth_events']!.map((text) => fieldOf(text, 'record_key'));
    expect(keys.toSorted()).toEqual(expectedKeys(windows, soak.trims));
    expect(keys.length).toBeLessThan(sumOf(windows, ({ events }) => events));
    expect(new Set(soak.trims.map(({ before }) => Math.floor(before / 86_400_000))).size).toBeGreaterThan(
      isFull ? 9 : 1,
    );
  });

  test('is what the log tells of each batch', () => {
    for (const batch of soak.told) {
      const own = windowsOf(batch);
      expect(own).toHaveLength(batch.windows);
      expect({ to: batch.to, events: batch.events, rejected: batch.rejected }).toEqual({
        to: own.at(-1)!.to,
        events: sumOf(own, ({ events }) => events),
        rejected: sumOf(own, ({ rejected }) => rejected),
      });
    }
    // Who is killed between the checkpoint and the log tells nothing of that batch, ever.
    const kills = options.ends.filter(({ by }) => by === 'kill').length;
    expect(soak.kept.length - soak.told.length).toBeLessThanOrEqual(kills);
  });

  test('adds up in the metrics: what was read is what was scored and rejected, trained on and compared', () => {
    const { told, read } = soak;
    const [events, rejected] = [sumOf(told, ({ events: n }) => n), sumOf(told, ({ rejected: n }) => n)];
    expect(metric('sidecar_events_scored_total')).toBe(events);
    expect(metric('sidecar_events_rejected_total')).toBe(rejected);
    expect(rejected).toBeGreaterThan(0);
    const other = sumOf(read, ({ lines }) => lines);
    expect(metric('sidecar_events_read_total')).toBe(events + rejected + other);
    expect(metric('sidecar_outliers_total')).toBe(sumOf(told, ({ outliers }) => outliers));
    expect(metric('sidecar_records_written_total', 'outcome="failed"')).toBe(0);
    expect(metric('sidecar_set_aside_windows')).toBe(0);
  });

  test('adds up in the ledger: a record of every batch that is in the history', () => {
    const records = new Map(soak.ledger.map((record) => [String(record['run_id']), record]));
    expect(records.size).toBe(soak.ledger.length);
    let missing = 0;
    for (const batch of soak.told) {
      const record = records.get(batch.runId);
      const isOld = soak.trims.some(({ before }) => (batch.to + 4 * 3600) * 1000 < before);
      const isKept = soak.trims.every(({ before }) => batch.to * 1000 > before);
      if (isOld) expect(record, `of ${batch.to}`).toBeUndefined();
      if (record === undefined) {
        if (isKept) expect(soak.unnoted).toContain(batch.runId);
        missing += Number(isKept);
        continue;
      }
      expect(record).toMatchObject({
        stage: 'score',
        indexed_to: new Date(batch.to * 1000).toISOString(),
        events_scored: batch.events,
        rejected: batch.rejected,
        outlier_count: batch.outliers,
        set_aside: 0,
      });
    }
    expect(missing).toBeLessThan(1 + soak.told.length / 100);
    const stages = soak.ledger.map(({ stage }) => stage);
    expect(stages.filter((stage) => stage === 'train').length).toBeGreaterThanOrEqual(isFull ? 3 : 2);
    expect(stages.filter((stage) => stage === 'drift').length).toBeGreaterThanOrEqual(isFull ? 9 : 1);
  });
});

describe('what was told', () => {
  test('is every incident once each time that its quiet was over, and nothing else', () => {
    const { min_risk: minRisk, quiet_minutes: quietMinutes } = soak.config.alerts;
    const expected = expectedAlerts(soak.kept, { minRisk, quietMinutes });
    const ids = expected.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const taken = new Map(soak.taken.map((one) => [one.id, one]));
    expect([...taken.keys()].toSorted()).toEqual(ids.toSorted());
    expect(ids.length).toBeGreaterThan(isFull ? 40 : 3);
    const last = new Map<string, number>();
    for (const { id, incident } of expected) {
      const { at } = taken.get(id)!;
      expect(at - (last.get(incident) ?? -Infinity)).toBeGreaterThanOrEqual(quietMinutes * 60_000);
      last.set(incident, at);
    }
    expect(metric('sidecar_alerts_sent_total', 'outcome="given_up"')).toBe(0);
    expect(metric('sidecar_alerts_sent_total', 'outcome="refused"')).toBe(0);
  });

  test('comes again, under the same id, only after a life that ended in the middle of it', () => {
    const inLives = soak.taken.map(({ id, life }) => `${id} in life ${life}`);
    expect(inLives).toEqual([...new Set(inLives)]);
  });

  test('has attacks among it', () => {
    const attackOf = new Map(soak.arrivals.map(({ identity, attack }) => [identity, attack]));
    const told = soak.taken.flatMap(({ eventKeys }) => eventKeys.map((key) => attackOf.get(key)));
    expect(new Set(told.filter(Boolean)).size).toBeGreaterThan(isFull ? 10 : 0);
  });
});

describe('what is left', () => {
  test('is no file beyond the checkpoint and the models', () => {
    const models = soak.files.filter((path) => path.startsWith('models/'));
    expect(soak.files.filter((path) => !path.startsWith('models/'))).toEqual(['state/checkpoint.json.gz']);
    const trained = soak.read.filter(({ stage }) => stage === 'train').length;
    expect(models.length).toBeLessThanOrEqual(trained + 1);
    for (const path of models)
      expect(path).toMatch(/^models\/auth_kmeans_v1\/(?:registry|[0-9a-f]{12})\.json$/);
  });

  test('is a heap, a checkpoint and metrics that do not grow with time', () => {
    const { looks } = soak;
    expect(looks).toHaveLength(options.looks.length);
    const [first, last] = [looks[0]!, looks.at(-1)!];
    expect(last.bytes - first.bytes).toBeLessThan(MOST_BYTES_IN_ALL);
    expect(slopeOf(isFull ? looks.slice(0, -1) : looks)).toBeLessThan(MOST_BYTES_A_DAY);
    for (const { checkpointBytes, series } of looks) {
      expect(checkpointBytes).toBeLessThan(MOST_CHECKPOINT_BYTES);
      expect(series).toBeLessThan(MOST_SERIES);
    }
  });

  test('is nothing of a batch that is over: no run, window, slice of events or outlier', () => {
    for (const { alive } of soak.looks) expect(alive).toEqual({ run: 0, slice: 0, window: 0, outlier: 0 });
  });

  test('tells of no failure but deaths, and of waiting for a Splunk that is away when it is asked to stop', () => {
    const errors = [...soak.warnings].filter(([kind]) => kind.startsWith('error'));
    const others = errors.filter(([kind]) => !/: the process (?:ends here|has ended)$/.test(kind));
    const stops = options.ends.filter(({ by }) => by === 'stop').length;
    expect(sumOf(others, ([, count]) => count)).toBeLessThanOrEqual(stops);
    for (const [kind] of others)
      expect(kind).toMatch(/^error \w+: failed, and begins anew at the next start: The connection /);
  });
});

/** Bytes a day, by least squares. */
function slopeOf(looks: Soak['looks']): number {
  const days = looks.map(({ hour }) => hour / 24);
  const [meanDay, meanBytes] = [
    sumOf(days, (day) => day) / days.length,
    sumOf(looks, ({ bytes }) => bytes) / looks.length,
  ];
  const products = sumOf(looks, ({ hour, bytes }) => (hour / 24 - meanDay) * (bytes - meanBytes));
  return products / sumOf(days, (day) => (day - meanDay) ** 2);
}

function windowsOf({
  to,
  windows: count,
}: {
  readonly to: number;
  readonly windows: number;
}): ExpectedWindow[] {
  const last = windows.findIndex((window) => window.to === to);
  return windows.slice(Math.max(0, last + 1 - count), last + 1);
}

function fieldOf(text: string, name: string): unknown {
  return (JSON.parse(text) as [string, unknown][]).find(([key]) => key === name)?.[1];
}
