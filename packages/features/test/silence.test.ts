import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { createNamePool } from '../src/rates/name-pool.ts';
import { createSilenceTracker, type Silence, silenceBin, type SilenceState } from '../src/silence.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface NamedSilence {
  observe(user: string, time: number): Silence;
  names(): number;
  forgotten(): number;
  state(): SilenceState;
}

/** A tracker that is told names. */
function namedSilence(options: { readonly maxKeys: number; readonly from?: SilenceState }): NamedSilence {
  const users = createNamePool(1);
  const tracker = createSilenceTracker({ ...options, users });
  return {
    ...tracker,
    names: users.size,
    observe: (name, time) => {
      const user = users.hold(name);
      const silence = { ...tracker.observe(user, time) };
      users.release(user);
      return silence;
    },
  };
}

/** What an account's events in days give: bins of silence and returns. */
function follow(days: readonly number[]): { bins: number[]; returns: (number | null)[] } {
  const tracker = namedSilence({ maxKeys: 10 });
  const silences = days.map((day) => tracker.observe('ana', day * DAY));
  return { bins: silences.map(({ bin }) => bin), returns: silences.map(({ returnBin }) => returnBin) };
}

test.for([
  [0, 0],
  [167, 0],
  [168, 1],
  [255, 1],
  [256, 2],
  [511, 2],
  [512, 3],
  [1e9, 8],
] as const)('a silence of %d hours is in bin %d', ([hours, bin]) => {
  expect(silenceBin(hours)).toBe(bin);
});

it('judges a whole day by the silence before it, and counts it once', () => {
  expect(follow([0, 10, 10.01, 10.5, 10.99, 11, 11.01])).toEqual({
    bins: [0, 1, 1, 1, 1, 0, 0],
    returns: [0, 1, null, 0, 0, null, null],
  });
});

it('takes a first event for a return after no time, and 8 hours for a return', () => {
  const eight = 8 / 24;
  expect(follow([0, eight - 0.001, 2 * eight - 0.001, 3 * eight]).returns).toEqual([0, null, 0, 0]);
});

it('tells the longest silence of at least a week that ended within 24 hours, whatever the events', () => {
  const gaps = fc.array(fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 2000 })), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(gaps, (hours) => {
      const tracker = namedSilence({ maxKeys: 10 });
      let time = 0;
      const ended: { at: number; hours: number }[] = [];
      tracker.observe('ana', time);
      for (const gap of hours) {
        time += gap * HOUR;
        ended.push({ at: time, hours: gap });
        const recent = ended.filter(({ at }) => at > time - DAY).map((silence) => silence.hours);
        const silence = tracker.observe('ana', time);
        expect(silence.bin).toBe(silenceBin(Math.max(...recent)));
        expect(silence.returnBin).toBe(gap >= 8 ? silenceBin(gap) : null);
      }
    }),
  );
});

it('forgets the account that was seen least recently, and time running backwards is no silence', () => {
  const tracker = namedSilence({ maxKeys: 2 });
  for (const user of ['a', '__proto__', 'a', 'c']) tracker.observe(user, 0);
  expect(tracker.state().map(([user]) => user)).toEqual(['a', 'c']);
  expect([tracker.forgotten(), tracker.names()]).toEqual([1, 2]);
  expect(tracker.observe('a', -30 * DAY)).toEqual({ bin: 0, returnBin: null });
});
