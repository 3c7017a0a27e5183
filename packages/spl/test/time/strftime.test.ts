import fc from 'fast-check';
import { expect, test } from 'vitest';
import { strftime } from '../../src/time/strftime.ts';
import { compileStrptime } from '../../src/time/strptime.ts';
import printed from '../fixtures/strftime.json' with { type: 'json' };

/** 2023-11-14 22:13:20 UTC. */
const now = 1_700_000_000;
const strptime = (text: string, format: string): number | undefined => compileStrptime(format, { now })(text);

test('prints times as the C library does', () => {
  const ours = printed.map(([time, format]) => [time, format, strftime(Number(time), String(format))]);
  expect(ours).toEqual(printed);
});

test.for([
  ['%N', '123456000'],
  ['%3N', '123'],
  ['%6N', '123456'],
  ['%Q', '123'],
  ['%6Q', '123456'],
  ['%f', '123456'],
  ['%z %:z %::z %Z', '+0000 +00:00 +00:00:00 UTC'],
  ['%-d/%-m %_H %-I', '14/11 22 10'],
  ['%+', 'Tue Nov 14 22:13:20 UTC 2023'],
  ['100%', '100%'],
  ['%!', '%!'],
  ['%n%t', '\n\t'],
] as const)('%s prints %j', ([format, expected]) => {
  expect(strftime(now + 0.123456, format)).toBe(expected);
});

test('a second that rounds up carries over', () => {
  expect(strftime(59.999_999_9, '%H:%M:%S.%6N')).toBe('00:01:00.000000');
  expect(strftime(-0.5, '%F %T.%Q')).toBe('1969-12-31 23:59:59.500');
});

test('a time that no calendar has is not printed', () => {
  expect(strftime(1e20, '%F')).toBeUndefined();
});

test.for<[text: string, format: string, time: number | undefined]>([
  ['2023-11-14T22:13:20Z', '%Y-%m-%dT%H:%M:%SZ', now],
  ['2023-11-14T22:13:20.250+0100', '%Y-%m-%dT%H:%M:%S.%Q%z', now - 3600 + 0.25],
  ['2023-11-14T22:13:20.250-05:30', '%FT%T.%3N%:z', now + 19_800 + 0.25],
  ['14/Nov/2023:22:13:20 +0000', '%d/%b/%Y:%H:%M:%S %z', now],
  ['Tuesday, November 14, 2023 10:13:20 PM', '%A, %B %d, %Y %I:%M:%S %p', now],
  ['11/14/23 12:00:00 am', '%D %I:%M:%S %p', 1_699_920_000],
  ['Nov  4 2023 12:30 pm', '%b %e %Y %I:%M %p', 1_699_101_000],
  ['2023 318', '%Y %j', 1_699_920_000],
  ['1700000000.5', '%s.%1N', now + 0.5],
  ['22:13', '%H:%M', 1_700_000_000 - 20],
  ['14 22:13', '%d %H:%M', 1_700_000_000 - 20],
  ['2023-11-14 and more', '%Y-%m-%d', 1_699_920_000],
  ['2023-02-30', '%Y-%m-%d', undefined],
  ['2023-13-01', '%Y-%m-%d', undefined],
  ['2023-11', '%Y-%m', undefined],
  ['99-11-14', '%y-%m-%d', 942_537_600],
  ['14.11.2023', '%Y-%m-%d', undefined],
  ['(2023)-11-14', '(%Y)-%m-%d', 1_699_920_000],
])('%s read by %s is %s', ([text, format, time]) => {
  expect(strptime(text, format)).toBe(time);
});

const format = fc.constantFrom(
  '%Y-%m-%dT%H:%M:%S.%6N%z',
  '%s.%6N',
  '%d/%b/%Y %I:%M:%S.%6N %p',
  '%j %Y %T.%6N',
  '%A %B %e %Y %k:%M:%S.%6N %Z',
);
/** Whole microseconds from 1970 to 2200, so that the text has all of it. */
const time = fc
  .integer({ min: 0, max: 7_258_118_399 })
  .chain((second) => fc.integer({ min: 0, max: 999_999 }).map((micro) => second + micro / 1e6));

test('reading undoes printing, to a microsecond', () => {
  fc.assert(
    fc.property(time, format, (time, format) => {
      const back = strptime(strftime(time, format)!, format);
      expect(Math.abs(back! - time)).toBeLessThan(2e-6);
    }),
  );
});

test('texts of any kind are read or not, and never throw', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (text, format) => void strptime(text, format)));
});
