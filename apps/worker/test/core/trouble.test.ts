import { readCheckpoint } from '@sidecar/pipeline/checkpoint';
import type { SidecarConfig } from '@sidecar/pipeline';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createLocalEngine } from '../../src/local/create-local-engine.ts';
import { type QueueWork, queueWork } from '../../src/queue/jobs/queue-work.ts';
import { requestRetry } from '../../src/state/retry-request.ts';
import { contentOf, recordsIn } from './content-of.ts';
import {
  arrivalOf,
  configOf,
  events,
  type Office,
  type OfficeOptions,
  openOffice,
  openWorker,
  workUntil,
} from './core-office.ts';
import { withModel } from './with-model.ts';

afterEach(() => vi.restoreAllMocks());

const UNTIL = '2026-10-01T20:10:00Z';
const SCORED_TO = Date.parse('2026-10-01T20:00:00Z') / 1000;

async function officeWithModel(options: OfficeOptions = {}): Promise<Office> {
  const office = await openOffice(options);
  await withModel(office.folder);
  return office;
}

function scoringOnly(office: Office, values: Readonly<Record<string, object>> = {}): SidecarConfig {
  return configOf(office, {
    ...values,
    worker: { train: { enabled: false }, drift: { enabled: false }, ...values['worker'] },
  });
}

let undisturbedContent: Promise<Record<string, string[]>> | undefined;

/** What a worker leaves that nothing ever happened to. */
function undisturbed(): Promise<Record<string, string[]>> {
  undisturbedContent ??= officeWithModel().then(async (office) => {
    await workUntil(office, await openWorker(office, scoringOnly(office)), UNTIL);
    return contentOf(office.splunk);
  });
  return undisturbedContent;
}

describe('a worker', () => {
  test('hands its state from batch to batch: window by window it leaves what all windows in one go do', async () => {
    const outcome = async (batchWindows: number): Promise<object> => {
      const office = await officeWithModel();
      await office.goOn(null, UNTIL);
      const score = { cron: '5 * * * *', window_seconds: 3600, lag_seconds: 240, begin_hours: 8 };
      const config = scoringOnly(office, { worker: { score: { ...score, batch_windows: batchWindows } } });
      const worker = await openWorker(office, config);
      await worker.once();
      await worker.close();
      const { generation: _, ...checkpoint } = (await readCheckpoint(config.worker.state_dir))!;
      expect(checkpoint).toMatchObject({
        scorer: { rates: expect.any(Object) },
        incidents: { open: expect.any(Array) },
      });
      return { content: await contentOf(office.splunk), checkpoint };
    };
    expect(await outcome(1)).toEqual(await outcome(100));
  });

  test('that was off for hours catches up in order, some windows at a time, with the same result', async () => {
    const office = await officeWithModel();
    const config = scoringOnly(office);
    await workUntil(office, await openWorker(office, config), '2026-10-01T13:10:00Z');
    await office.goOn(null, '2026-10-01T20:06:00Z');
    const worker = await openWorker(office, config);
    await workUntil(office, worker, UNTIL);
    expect(worker.told()).toEqual([
      'score: catching up',
      'score: scored up to 2026-10-01T16:00:00Z',
      'score: catching up',
      'score: scored up to 2026-10-01T19:00:00Z',
      'score: scored up to 2026-10-01T20:00:00Z',
    ]);
    expect(await contentOf(office.splunk)).toEqual(await undisturbed());
  });

  test('waits for a Splunk that is away for an hour, says so, and misses nothing', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const office = await officeWithModel();
    const worker = await openWorker(office, scoringOnly(office));
    const run = worker.run();
    await office.goOn(worker, '2026-10-01T14:00:00Z');
    office.splunk.setFaults([{ route: 'any', kind: 'refuse', forMs: 24 * 3_600_000 }]);
    await office.goOn(worker, '2026-10-01T15:00:00Z');
    expect(worker.readiness().reasons).toContain(
      'Splunk did not answer as it should the last time: unreachable',
    );
    office.splunk.setFaults([]);
    await office.goOn(worker, UNTIL);
    await worker.stop();
    await run;
    await worker.close();
    expect(worker.readiness().ready).toBe(true);
    const failed = worker.log().filter(({ level }) => level === 'warn');
    expect(failed.map(({ wait_seconds: wait }) => wait)).toEqual([
      5,
      10,
      20,
      40,
      80,
      160,
      ...Array(10).fill(300),
    ]);
    expect(failed[0]).toMatchObject({
      stage: 'score',
      run_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      code: 'unreachable',
      message: expect.stringMatching(/^asking Splunk for the time failed, and is tried again: /),
    });
    expect(worker.told()).toContain('score: asking Splunk for the time works again');
    expect(await contentOf(office.splunk)).toEqual(await undisturbed());
  });

  test('scores events that come hours late, once', async () => {
    const late = (time: number, i: number): number => arrivalOf(time) + (i % 5 === 0 ? 2 * 3_600_000 : 0);
    const office = await officeWithModel({ indexedAt: late });
    await workUntil(office, await openWorker(office, scoringOnly(office)), UNTIL);
    const from = Date.parse('2026-10-01T08:00:00Z');
    const expected = events.filter(
      ({ time }, i) => late(time, i) >= from && late(time, i) < SCORED_TO * 1000,
    );
    expect((await contentOf(office.splunk))['auth_events']).toHaveLength(expected.length);
  });

  test('sets a window aside that fails for a reason of its own, goes on, and scores it later when asked', async () => {
    const office = await officeWithModel();
    const config = scoringOnly(office);
    const poisoned = Date.parse('2026-10-01T13:00:00Z') / 1000;
    let isPoison = true;
    const work: QueueWork = {
      ...queueWork,
      readSlice: (request, options) => {
        if (isPoison && request.by === 'index' && request.window.from === poisoned)
          throw new TypeError('x is not iterable');
        return queueWork.readSlice(request, options);
      },
    };
    const worker = await openWorker(office, config, {
      openEngine: (_, patiently) => Promise.resolve(createLocalEngine({ patiently, work })),
    });
    const run = worker.run();
    await office.goOn(worker, '2026-10-01T16:10:00Z');
    const { setAside, scoredTo } = (await readCheckpoint(config.worker.state_dir))!;
    expect(setAside).toMatchObject([
      {
        stage: 'score',
        window: { from: poisoned, to: poisoned + 3600 },
        reason: 'x is not iterable',
        attempts: 2,
      },
    ]);
    expect(scoredTo).toBe(Date.parse('2026-10-01T16:00:00Z') / 1000);
    expect(worker.told()).toContain(
      'score: set aside what was indexed from 2026-10-01T13:00:00Z to 2026-10-01T14:00:00Z: x is not iterable',
    );
    expect(await worker.metrics()).toContain('sidecar_set_aside_windows 1');
    const runs = await recordsIn(office.splunk, 'auth_model_runs');
    expect(runs.filter(({ status }) => status === 'partial')).toHaveLength(1);

    isPoison = false;
    await requestRetry(config.worker.state_dir);
    await office.goOn(worker, UNTIL);
    await worker.stop();
    await run;
    await worker.close();
    const checkpoint = (await readCheckpoint(config.worker.state_dir))!;
    expect(checkpoint.setAside).toEqual([]);
    expect(checkpoint.scoredTo).toBe(SCORED_TO);
    const keys = (content: Record<string, string[]>): unknown[] =>
      content['auth_events']!.map((record) =>
        (JSON.parse(record) as [string, unknown][]).find(([name]) => name === 'record_key'),
      ).sort();
    expect(keys(await contentOf(office.splunk))).toEqual(keys(await undisturbed()));
  });

  test('skips a start while the run before is under way, and counts it', async () => {
    const office = await officeWithModel();
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const work: QueueWork = {
      ...queueWork,
      readSlice: async (request, options) => {
        await held;
        return queueWork.readSlice(request, options);
      },
    };
    const worker = await openWorker(office, scoringOnly(office), {
      openEngine: (_, patiently) => Promise.resolve(createLocalEngine({ patiently, work })),
    });
    const run = worker.run();
    while (worker.running() === 0) await new Promise(setImmediate);
    for (const time of ['12:05:00', '13:05:00']) {
      await vi.waitFor(() => expect(office.clock.sleepers()).toBe(1));
      office.clock.turnTo(Date.parse(`2026-10-01T${time}Z`));
    }
    await vi.waitFor(async () =>
      expect(await worker.metrics()).toContain('sidecar_stage_runs_total{stage="score",outcome="skipped"} 2'),
    );
    release();
    await worker.stop();
    await run;
    await worker.close();
    expect(worker.told().filter((text) => text.includes('this start is skipped'))).toHaveLength(2);
  });
});
