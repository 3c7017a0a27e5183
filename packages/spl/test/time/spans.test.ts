import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { automaticSpan } from '../../src/time/spans/automatic-span.ts';
import { automaticSize, binOf, binText } from '../../src/time/spans/number-bins.ts';
import { parseSpan } from '../../src/time/spans/parse-span.ts';
import type { TimeSpan } from '../../src/time/spans/span.ts';
import { bucketStart, nextBucket, secondsOf } from '../../src/time/spans/time-buckets.ts';

const at = (text: string): number => Date.parse(`${text}Z`) / 1000;
const span = (text: string): TimeSpan => parseSpan(text) as TimeSpan;

test.for([
  ['1h', '2024-03-31T13:59:59', '2024-03-31T13:00:00', '2024-03-31T14:00:00'],
  ['5m', '2024-08-22T01:56:37', '2024-08-22T01:55:00', '2024-08-22T02:00:00'],
  ['15min', '2024-08-22T01:56:37', '2024-08-22T01:45:00', '2024-08-22T02:00:00'],
  ['1d', '2024-02-29T23:59:59', '2024-02-29T00:00:00', '2024-03-01T00:00:00'],
  ['mon', '2024-02-29T23:59:59', '2024-02-01T00:00:00', '2024-03-01T00:00:00'],
  ['1q', '2024-11-05T12:00:00', '2024-10-01T00:00:00', '2025-01-01T00:00:00'],
  ['1y', '2024-11-05T12:00:00', '2024-01-01T00:00:00', '2025-01-01T00:00:00'],
  // Weeks are counted from the epoch, which was a Thursday, unless they are told where to begin.
  ['1w', '2018-03-28T12:00:00', '2018-03-22T00:00:00', '2018-03-29T00:00:00'],
  // Splunk's example of weeks that begin on Monday: its first bin is 2018-03-26.
  ['w@w1', '2018-03-29T12:00:00', '2018-03-26T00:00:00', '2018-04-02T00:00:00'],
  ['w@w0', '2018-03-31T23:00:00', '2018-03-25T00:00:00', '2018-04-01T00:00:00'],
  ['100ms', '2024-01-01T00:00:00.350', '2024-01-01T00:00:00.300', '2024-01-01T00:00:00.400'],
])('a bin of %s that %s lies in begins at %s and ends at %s', ([text, time, start, end]) => {
  expect(bucketStart(span(text!), at(time!))).toBe(at(start!));
  expect(nextBucket(span(text!), at(start!))).toBe(at(end!));
});

it('aligns bins shorter than a day to a time, and longer ones to midnight', () => {
  const three = at('2024-01-01T03:00:00');
  expect(bucketStart(span('12h'), at('2024-01-02T02:00:00'), three)).toBe(at('2024-01-01T15:00:00'));
  expect(bucketStart(span('1d'), at('2024-01-02T02:00:00'), three)).toBe(at('2024-01-02T00:00:00'));
});

test.for([
  '',
  'h1',
  '1x',
  '0h',
  '0',
  '-1h',
  '3ms',
  '1000ms',
  '1h@w1',
  '1d@h',
  '1log1',
  '10log10',
  '0.5log2',
  '1 h',
])('refuses %s as a span', (text) => {
  expect(parseSpan(text)).toBeUndefined();
});

/** "Default time spans" of Splunk's timechart. */
test.for([
  ['15 minutes', 900, '10s'],
  ['60 minutes', 3600, '1m'],
  ['4 hours', 14_400, '5m'],
  ['24 hours', 86_400, '30m'],
  ['7 days', 604_800, '1d'],
  ['30 days', 2_592_000, '1d'],
  ['a year', 31_536_000, '1mon'],
] as const)('cuts %s by the span that Splunk documents', ([, seconds, expected]) => {
  for (const shift of [0, 7, 1801, 50_000]) {
    const earliest = at('2024-01-01T00:00:00') + shift;
    expect(automaticSpan(earliest, earliest + seconds)).toEqual(parseSpan(expected));
  }
});

it('uses no span below minspan: fifteen minutes ask for half an hour', () => {
  expect(automaticSpan(0, 3600, { least: 900 })).toEqual(parseSpan('30m'));
});

describe('bins of numbers', () => {
  /** "Using bins and time spans" of Splunk's Search Manual. */
  test.for([
    [0, 59, 5, 100],
    [0, 23, 24, 1],
    [0, 23, 12, 10],
    [0, 999_999, 100, 10_000],
    [0.001, 0.009, 10, 0.001],
    [5, 5, 10, 1],
  ])('of %s to %s, at most %s, are %s wide', ([least, greatest, bins, size]) => {
    expect(automaticSize(least!, greatest!, bins!)).toBeCloseTo(size!, 12);
  });

  test.for([
    ['10', 0, '0-10'],
    ['10', 9.99, '0-10'],
    ['10', 10, '10-20'],
    ['10', -1, '-10-0'],
    ['0.1', 0.3, '0.3-0.4'],
    ['log2', 5, '4-8'],
    ['log10', 1000, '1000-10000'],
    ['2log10', 35, '20-200'],
    ['2log10', 1, '0.2-2'],
  ] as const)('by %s have %s in %s', ([text, number, expected]) => {
    const bin = binOf(parseSpan(text) as Parameters<typeof binOf>[0], number)!;
    expect(binText(bin)).toBe(expected);
  });

  it('by a logarithm begin above 0', () => {
    expect(binOf({ kind: 'log', coefficient: 1, base: 10 }, 0)).toBeUndefined();
  });
});

const spans = fc.constantFrom(
  '1s',
  '7s',
  '5m',
  '1h',
  '13h',
  '1d',
  '3d',
  '1w',
  'w@w1',
  '1mon',
  '5mon',
  '1q',
  '1y',
);

it('puts every time into exactly one bin, and bins follow each other without a gap', () => {
  fc.assert(
    fc.property(spans, fc.integer({ min: -1e9, max: 3e9 }), (text, time) => {
      const start = bucketStart(span(text), time);
      const end = nextBucket(span(text), start);
      expect(start).toBeLessThanOrEqual(time);
      expect(end).toBeGreaterThan(time);
      expect(bucketStart(span(text), start)).toBe(start);
      expect(bucketStart(span(text), end)).toBe(end);
      expect(bucketStart(span(text), end - 1)).toBe(start);
      if (span(text).kind !== 'months') expect(end - start).toBe(secondsOf(span(text)));
    }),
  );
});
