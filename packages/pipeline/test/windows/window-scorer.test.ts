import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BehaviorModel, ScorerState } from '@sidecar/scoring';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { SliceError } from '../../src/slices/slice-error.ts';
import type { ScoredSlice } from '../../src/windows/index.ts';
import { createWindowScorer, type WindowScorer } from '../../src/windows/index.ts';
import { openFolder } from '../workspace.ts';
import {
  configIn,
  type Given,
  modelOf,
  recordsIn,
  recordsOfOnePass,
  RUN_ID,
  sliceOf,
  someEvents,
  throughJson,
  VERSION,
} from './window-world.ts';

const isFull = process.env['SIDECAR_CAMPAIGN'] === 'full';
const modes = ['combined', 'budget', 'fdr'] as const;
const { past, fresh } = someEvents(1600);
let model: BehaviorModel;
let other: BehaviorModel;
beforeAll(async () => {
  model = await modelOf(past);
  other = await modelOf(past.slice(400), 2);
});

function scorerFrom(state: ScorerState | null, mode: string, own = model): WindowScorer {
  return createWindowScorer({ model: own, version: VERSION, config: configIn(mode), state });
}

/** Events in the order in which they are indexed, each some time after it happened, cut into windows. */
function windowsOf(events: readonly Given[], cuts: readonly number[], delays: readonly number[]): Given[][] {
  const indexed = events
    .map((given, i) => ({ given, at: given.event.time + delays[i % delays.length]! }))
    .sort((a, b) => a.at - b.at);
  const [first, last] = [indexed[0]!.at, indexed.at(-1)!.at];
  const borders = [...cuts.map((cut) => first + cut * (last - first)).sort((a, b) => a - b), last + 1];
  let from = -Infinity;
  return borders.map((to) => {
    const window = indexed.filter(({ at }) => at >= from && at < to).map(({ given }) => given);
    from = to;
    return window;
  });
}

interface Lived {
  readonly records: Map<unknown, string>;
  readonly scored: ScoredSlice[];
  readonly states: string[];
}

/** Scores windows with a new scorer for each, from the state that a scorer which only follows left, through JSON. */
async function scoredApart(windows: readonly Given[][], mode: string): Promise<Lived> {
  const folder = openFolder();
  const lived: Lived = { records: new Map(), scored: [], states: [] };
  let state: ScorerState | null = null;
  for (const [i, window] of windows.entries()) {
    const slice = await sliceOf(window);
    const recordsPath = join(folder, `${i}.ndjson`);
    const scorer = scorerFrom(state, mode);
    lived.scored.push(await scorer.score(slice, { runId: RUN_ID, recordsPath }));
    for (const [key, record] of recordsIn(recordsPath)) lived.records.set(key, record);
    lived.states.push(JSON.stringify(scorer.state()));
    const follower = scorerFrom(state, mode);
    await follower.follow(slice);
    state = throughJson(follower.state());
  }
  return lived;
}

/** Scores windows with one scorer for all. */
async function scoredTogether(windows: readonly Given[][], mode: string): Promise<Lived> {
  const folder = openFolder();
  const lived: Lived = { records: new Map(), scored: [], states: [] };
  const scorer = scorerFrom(null, mode);
  for (const [i, window] of windows.entries()) {
    const recordsPath = join(folder, `${i}.ndjson`);
    lived.scored.push(await scorer.score(await sliceOf(window), { runId: RUN_ID, recordsPath }));
    for (const [key, record] of recordsIn(recordsPath)) lived.records.set(key, record);
    lived.states.push(JSON.stringify(scorer.state()));
  }
  return lived;
}

const found = ({ scored }: Lived): unknown => scored.map((window) => ({ ...window, recordsPath: '' }));
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 });

it.for([
  ...modes.map((mode) => ({ mode, name: 'after the training' })),
  { mode: 'combined', name: 'of the training' },
])('windows in turn give what one pass gives, the state handed over: $mode, events $name', async (given) => {
  const events = given.name === 'after the training' ? fresh.slice(0, 200) : past.slice(-100);
  const expected = await recordsOfOnePass(model, events, configIn(given.mode));
  expect(expected.size).toBe(events.length);
  await fc.assert(
    fc.asyncProperty(cuts, async (cut) => {
      const windows = windowsOf(events, cut, [0]);
      const apart = await scoredApart(windows, given.mode);
      expect(apart.records).toEqual(expected);
      const together = await scoredTogether(windows, given.mode);
      expect(apart.states).toEqual(together.states);
      expect(found(apart)).toEqual(found(together));
      expect(together.records).toEqual(expected);
    }),
    { numRuns: isFull ? 100 : 3 },
  );
});

it.for(modes)('the same holds with late events, which are all scored: %s', async (mode) => {
  const delays = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20 * 3_600_000 })), {
    minLength: 1,
    maxLength: 7,
  });
  await fc.assert(
    fc.asyncProperty(cuts, delays, async (cut, delay) => {
      const windows = windowsOf(fresh.slice(0, 150), cut, delay);
      const apart = await scoredApart(windows, mode);
      const together = await scoredTogether(windows, mode);
      expect(apart.records.size).toBe(150);
      expect(apart.records).toEqual(together.records);
      expect(apart.states).toEqual(together.states);
      expect(found(apart)).toEqual(found(together));
    }),
    { numRuns: isFull ? 200 : 4 },
  );
});

it('an event of a clock that is ahead does not make those after it late', async () => {
  const folder = openFolder();
  const [first, second] = windowsOf(fresh, [0.5], [0]);
  const end = second![0]!.event.time;
  const last = first!.at(-1)!;
  const stranger = { user: 'clock.ahead', src_user: null, src: '203.0.113.99', dest: 'AHEAD-1' };
  const ahead = { ...last, event: { ...last.event, ...stranger, time: end + 10 * 3_600_000 } };
  const recordsAfter = async (window: Given[], notAfter?: number): Promise<Map<unknown, string>> => {
    const recordsPath = join(folder, `${Math.random()}.ndjson`);
    const follower = scorerFrom(null, 'budget');
    await follower.follow(await sliceOf(window), notAfter);
    const scorer = scorerFrom(null, 'budget');
    await scorer.score(await sliceOf(window), { runId: RUN_ID, recordsPath, ...(notAfter && { notAfter }) });
    expect(JSON.stringify(scorer.state())).toBe(JSON.stringify(follower.state()));
    await scorer.score(await sliceOf(second!), { runId: RUN_ID, recordsPath });
    return recordsIn(recordsPath);
  };
  const expected = await recordsAfter(first!);
  expect(await recordsAfter([...first!, ahead], end)).toEqual(expected);
  expect(await recordsAfter([...first!, ahead])).not.toEqual(expected);
});

it('counts what was decided, and tells of outliers as much as incidents need', async () => {
  const folder = openFolder();
  const recordsPath = join(folder, 'records.ndjson');
  const scored = await scorerFrom(null, 'global').score(await sliceOf(fresh), {
    runId: RUN_ID,
    recordsPath,
  });
  const records = [...recordsIn(recordsPath).values()].map(
    (text) => JSON.parse(text) as Record<string, unknown>,
  );
  const outliers = records.filter(({ behavior_outlier: is }) => is === 1);
  expect(outliers.length).toBeGreaterThan(3);
  expect(scored.outlierEvents.map(({ key }) => key)).toEqual(outliers.map(({ _key }) => _key));
  expect(scored.outlierEvents[0]).toMatchObject({
    event: { user: outliers[0]!['user'] },
    scoreFields: { p_value: outliers[0]!['p_value'], sentence: outliers[0]!['sentence'] },
  });
  expect(Object.values(scored.outliers).reduce((sum, count) => sum + count, 0)).toBe(outliers.length);
  expect(scored.beyond.user).toBe(records.filter(({ behavior_outlier_user: is }) => is === 1).length);
  expect(JSON.parse(JSON.stringify(scored))).toEqual(scored);
});

it('another model goes on from the state that a model left', async () => {
  const [first, second] = windowsOf(fresh, [0.5], [0]);
  const scorer = scorerFrom(null, 'budget');
  await scorer.follow(await sliceOf(first!));
  const state = throughJson(scorer.state());
  const changed = scorerFrom(state, 'budget', other);
  expect(changed.state()).toEqual(state);
  await changed.follow(await sliceOf(second!));
  const same = scorerFrom(state, 'budget');
  await same.follow(await sliceOf(second!));
  // What accounts did is the same whoever judges it; how unusual that was is not.
  expect(changed.state().rates).toEqual(same.state().rates);
  expect(changed.state().recent).not.toEqual(same.state().recent);
  const alone = scorerFrom(null, 'budget', other);
  await alone.follow(await sliceOf(second!));
  expect(changed.state().rates).not.toEqual(alone.state().rates);
});

describe('a window that breaks off', () => {
  it('leaves no file, and a scorer that refuses to go on', async () => {
    const folder = openFolder();
    const recordsPath = join(folder, 'records.ndjson');
    const slice = await sliceOf(fresh);
    const scorer = scorerFrom(null, 'combined');
    const scoring = scorer.score(slice.subarray(0, slice.length - 9), { runId: RUN_ID, recordsPath });
    await expect(scoring).rejects.toThrow(SliceError);
    expect(existsSync(recordsPath)).toBe(false);
    const refusal = new RangeError('a window broke off: begin anew with the state before it');
    await expect(scorer.follow(slice)).rejects.toThrow(refusal);
    await expect(scorer.score(slice, { runId: RUN_ID, recordsPath })).rejects.toThrow(refusal);
    expect(() => scorer.state()).toThrow(refusal);
  });

  it('does so at once when that is asked', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const config = configIn('combined');
    const scorer = createWindowScorer({ model, version: VERSION, config, state: null, signal });
    const following = scorer.follow(await sliceOf(fresh));
    controller.abort(new Error('stop'));
    await expect(following).rejects.toThrow('stop');
  });
});

it('refuses a model that scores all events at once', () => {
  const classic = { preset: 'classic' } as never;
  expect(() => scorerFrom(null, 'combined', classic)).toThrow(
    new RangeError('the model has preset classic, expected behavior: windows are scored by no other'),
  );
});
