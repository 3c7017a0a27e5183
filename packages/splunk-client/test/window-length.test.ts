import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createWindowLength } from '../src/window-length.ts';

/** Reads a time whose events stand at these seconds, as `exportWindows` does, and counts. */
function simulate(times: readonly number[], seconds: number, maxRows: number) {
  const length = createWindowLength({ firstSeconds: Math.max(60, Math.ceil(seconds / 64)), maxRows });
  const count = (from: number, to: number): number => below(times, to) - below(times, from);
  let [kept, readInVain, searches] = [0, 0, 0];
  const pending = [{ from: 0, to: seconds }];
  while (pending.length > 0) {
    const { from, to: end } = pending.shift()!;
    const to = Math.min(end, from + length.next());
    if (to < end) pending.unshift({ from: to, to: end });
    searches++;
    const rows = count(from, to);
    if (rows > maxRows && to - from > 1) {
      const newest = times
        .slice(0, below(times, to))
        .slice(-maxRows - 1)
        .toReversed();
      const recent = Math.ceil(newest.length / 4);
      readInVain += newest.length;
      length.overfull(to - from, recent / Math.max(1, newest.at(-recent)! - newest.at(-1)!));
      const middle = newest.at(-1)! + 1 < to ? newest.at(-1)! + 1 : from + Math.ceil((to - from) / 2);
      pending.unshift({ from, to: middle }, { from: middle, to });
    } else {
      kept += rows;
      length.whole(to - from, rows);
    }
  }
  return { kept, readInVain, searches };
}

function below(times: readonly number[], bound: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

const day = 86_400;

it('reads an office of 90 days, dense by day and quiet at night, with little in vain', () => {
  const times = Array.from({ length: (90 * day) / 60 }, (_, minute) => {
    const hour = (minute / 60) % 24;
    const events = hour > 8 && hour < 18 ? 14 : 1;
    return Array.from({ length: events }, (_, i) => minute * 60 + i * 4);
  }).flat();
  const { kept, readInVain, searches } = simulate(times, 90 * day, 20_000);
  expect(kept).toBe(times.length);
  expect(readInVain / kept).toBeLessThan(0.25);
  expect(searches).toBeLessThan((3 * kept) / 20_000);
});

it('reads a burst within quiet days, and time from 1970 on, in few searches', () => {
  const burst = Array.from({ length: 100_000 }, (_, i) => 40 * day + Math.floor(i / 100));
  const quiet = Array.from({ length: 90 * 24 }, (_, i) => i * 3600);
  const times = [...burst, ...quiet].sort((a, b) => a - b);
  const found = simulate(times, 90 * day, 20_000);
  expect(found.readInVain).toBeLessThan(110_000);
  expect(found.searches).toBeLessThan(60);
  const since1970 = simulate(
    times.map((time) => 1_760_000_000 + time),
    1_800_000_000,
    20_000,
  );
  expect(since1970.searches).toBeLessThan(60);
  expect(simulate([], 1_800_000_000, 20_000).searches).toBe(2);
});

it('reads ten thousand events a second, of which it can only be told that they are too many', () => {
  const times = Array.from({ length: 300_000 }, (_, i) => Math.floor(i / 10_000));
  const { kept, searches } = simulate(times, 30, 20_000);
  expect(kept).toBe(300_000);
  expect(searches).toBeLessThan(50);
});

it('ends for any data, loses nothing, and reads at most twice', () => {
  const times = fc
    .array(fc.nat(100_000), { minLength: 1, maxLength: 3000 })
    .map((list) => list.sort((a, b) => a - b));
  fc.assert(
    fc.property(times, fc.integer({ min: 20, max: 500 }), (list, maxRows) => {
      const { kept, readInVain } = simulate(list, 100_001, maxRows);
      expect(kept).toBe(list.length);
      expect(readInVain).toBeLessThanOrEqual(list.length + 3 * maxRows);
    }),
    { numRuns: 50 },
  );
});
