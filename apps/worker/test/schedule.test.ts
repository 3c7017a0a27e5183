import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beginningOf, countDue, dueWindows } from '../src/schedule/due-windows.ts';
import { lastScheduled, nextStart } from '../src/schedule/next-start.ts';

const berlin = { timeZone: 'Europe/Berlin', jitterSeconds: 0, seed: 'a' };

function startsOf(cron: string, from: string, count: number, options = berlin): string[] {
  const starts: string[] = [];
  for (let after = new Date(from); starts.length < count;) {
    const start = nextStart(cron, after, options)!;
    starts.push(start.at.toISOString());
    after = start.at;
  }
  return starts;
}

describe('a schedule', () => {
  test('is meant in its time zone, before and after summer time begins and ends', () => {
    expect(startsOf('0 3 * * 0', '2026-03-20T00:00:00Z', 2)).toEqual([
      '2026-03-22T02:00:00.000Z',
      '2026-03-29T01:00:00.000Z',
    ]);
    expect(startsOf('0 3 * * 0', '2026-10-18T00:00:00Z', 3)).toEqual([
      '2026-10-18T01:00:00.000Z',
      '2026-10-25T02:00:00.000Z',
      '2026-11-01T02:00:00.000Z',
    ]);
  });

  test('that falls into the hour that is skipped starts after it, and one in the hour that comes twice starts once', () => {
    expect(startsOf('30 2 * * *', '2026-03-28T12:00:00Z', 2)).toEqual([
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
    expect(startsOf('30 2 * * *', '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  test('may have seconds', () => {
    expect(startsOf('*/20 * * * * *', '2026-01-01T00:00:05Z', 2)).toEqual([
      '2026-01-01T00:00:20.000Z',
      '2026-01-01T00:00:40.000Z',
    ]);
  });

  test('that never comes has no start, and one that is none is refused', () => {
    expect(nextStart('0 0 31 2 *', new Date(0), berlin)).toBeNull();
    expect(() => nextStart('61 * * * *', new Date(0), berlin)).toThrow(/61/);
  });

  test('law: every time of the schedule gets one start, put off by less than the jitter, whenever one looks', () => {
    const step = fc.integer({ min: 1, max: 400_000 });
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), fc.string(), (steps, seed) => {
        const options = { timeZone: 'UTC', jitterSeconds: 90, seed };
        const seen = new Map<number, number>();
        let now = 1_767_225_600_000;
        for (const ms of steps) {
          const { scheduled, at } = nextStart('* * * * *', new Date(now), options)!;
          expect(at.getTime()).toBeGreaterThan(now);
          expect(at.getTime() - scheduled.getTime()).toBeGreaterThanOrEqual(0);
          expect(at.getTime() - scheduled.getTime()).toBeLessThan(90_000);
          expect(seen.get(scheduled.getTime()) ?? at.getTime()).toBe(at.getTime());
          seen.set(scheduled.getTime(), at.getTime());
          now += ms;
        }
      }),
    );
  });

  test('has other jitter for another seed', () => {
    const at = (seed: string): number =>
      nextStart('0 * * * *', new Date(0), { timeZone: 'UTC', jitterSeconds: 3600, seed })!.at.getTime();
    expect(new Set(['a', 'b', 'c', 'd'].map(at)).size).toBe(4);
    expect(at('a')).toBe(at('a'));
  });

  test('knows what should have started last, the present moment included', () => {
    const last = (now: string): string | undefined =>
      lastScheduled('0 3 * * 0', new Date(now), berlin)?.toISOString();
    expect(last('2026-01-04T02:00:00Z')).toBe('2026-01-04T02:00:00.000Z');
    expect(last('2026-01-04T01:59:59Z')).toBe('2025-12-28T02:00:00.000Z');
    expect(last('2026-01-10T00:00:00Z')).toBe('2026-01-04T02:00:00.000Z');
  });
});

describe('windows that are due', () => {
  const options = { windowSeconds: 300, lagSeconds: 60, most: 100 };

  test('end on the grid, and so long ago that nothing more comes into them', () => {
    expect(dueWindows(600, 1259, options)).toEqual([{ from: 600, to: 900 }]);
    expect(dueWindows(600, 1260, options)).toEqual([
      { from: 600, to: 900 },
      { from: 900, to: 1200 },
    ]);
    expect(dueWindows(600, 959, options)).toEqual([]);
  });

  test('are the oldest first, and so many as are done at a time', () => {
    expect(dueWindows(0, 100_000, { ...options, most: 2 })).toEqual([
      { from: 0, to: 300 },
      { from: 300, to: 600 },
    ]);
  });

  test('come back to the grid where the length was changed', () => {
    expect(dueWindows(900, 3000, { ...options, windowSeconds: 600 })).toEqual([
      { from: 900, to: 1200 },
      { from: 1200, to: 1800 },
      { from: 1800, to: 2400 },
    ]);
  });

  test('law: whenever one looks, and however many are done at a time, the windows are the same', () => {
    const look = fc.record({
      after: fc.integer({ min: 0, max: 2000 }),
      most: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(
        fc.array(look, { maxLength: 30 }),
        fc.integer({ min: 1, max: 700 }),
        (looks, windowSeconds) => {
          const grid = { windowSeconds, lagSeconds: 60 };
          const begin = beginningOf(1_000_000, 1, windowSeconds);
          let now = 1_000_000;
          const done: { from: number; to: number }[] = [];
          for (const { after, most } of looks) {
            now += after;
            done.push(...dueWindows(done.at(-1)?.to ?? begin, now, { ...grid, most }));
          }
          const rest = dueWindows(done.at(-1)?.to ?? begin, now, { ...grid, most: Infinity });
          expect([...done, ...rest]).toEqual(dueWindows(begin, now, { ...grid, most: Infinity }));
          expect(rest.length).toBe(countDue(done.at(-1)?.to ?? begin, now, grid));
        },
      ),
    );
  });

  test('begin on the grid, no later than was asked for', () => {
    expect(beginningOf(10_000, 1, 300)).toBe(6300);
    expect(beginningOf(9900, 1, 300)).toBe(6300);
    expect(beginningOf(100, 24, 300)).toBe(0);
  });
});
