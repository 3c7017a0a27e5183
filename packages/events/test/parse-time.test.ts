import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { formatTime, parseTime } from '../src/index.ts';

const second = Date.UTC(2026, 9, 8, 13, 47, 15);

describe('parseTime', () => {
  it.for([
    ['no fraction', '2026-10-08T13:47:15Z', 0],
    ['1 digit', '2026-10-08T13:47:15.1Z', 100],
    ['3 digits', '2026-10-08T13:47:15.123Z', 123],
    ['6 digits', '2026-10-08T13:47:15.123456Z', 123.456],
    ['7 digits, the last cut off', '2026-10-08T13:47:15.1234569Z', 123.456],
    ['9 digits, as older Windows renders XML', '2026-10-08T13:47:15.123456700Z', 123.456],
    ['a decimal comma', '2026-10-08T13:47:15,123Z', 123],
    ['an offset with a colon', '2026-10-08T15:47:15+02:00', 0],
    ['an offset without one', '2026-10-08T08:17:15.000-0530', 0],
    ['an offset of hours', '2026-10-08T15:47:15+02', 0],
    ['a space and no zone, which is UTC', '2026-10-08 13:47:15', 0],
    ["Splunk's export format", '2026-10-08 13:47:15.000 GMT', 0],
    ["Splunk's export format in UTC", '2026-10-08 13:47:15.000 UTC', 0],
    ["Splunk's results format", '2026-10-08T13:47:15.000+00:00', 0],
    ['a space before an offset', '2026-10-08 15:47:15.000 +0200', 0],
    ['white space around', ' 2026-10-08T13:47:15Z\r', 0],
    ['epoch seconds', second / 1000, 0],
    ['epoch seconds with a fraction', second / 1000 + 0.25, 250],
    ['epoch seconds as digits', `${second / 1000}.123456`, 123.456],
    ['epoch milliseconds', second, 0],
    ['epoch milliseconds as digits', String(second), 0],
    ['a Windows file time', `${BigInt(second) * 10_000n + 116_444_736_000_000_000n}`, 0],
    ['a .NET date', `/Date(${second})/`, 0],
  ] as const)('reads %s', ([, value, millis]) => {
    expect(parseTime(value)).toBe(second + millis);
  });

  it.for([
    '',
    '-',
    'yesterday',
    '2026-02-29T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2100-02-29T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-13-10T00:00:00Z',
    '2026-10-00T00:00:00Z',
    '2026-10-08T24:00:00Z',
    '2026-10-08T25:00:00Z',
    '2026-10-08T13:60:00Z',
    '2026-10-08T13:47:60Z',
    '2026-10-08T13:47Z',
    '2026-10-08',
    '2026-10-08X13:47:15Z',
    '2026-10-08T13:47:15.Z',
    '2026-10-08T13:47:15.1234567890Z',
    '2026-10-08T13:47:15+15:00',
    '2026-10-08T13:47:15+02:60',
    '2026-10-08T13:47:15+2',
    '2026-10-08T13:47:15Zulu',
    '2026-10-08 13:47:15.000 CET',
    '2026-10-08T13:47:15UTC',
    '20261008',
    '17914673145',
    -1,
    5e10,
    1e15,
    Number.NaN,
    Infinity,
    null,
    undefined,
    true,
    {},
    ['2026-10-08T13:47:15Z'],
  ])('refuses %j', (value) => {
    expect(parseTime(value)).toBe(Number.NaN);
  });

  test('agrees with Date on every ISO instant of the years 0000 to 9999', () => {
    const instants = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (date) => parseTime(date.toISOString()) === date.getTime()),
      { numRuns: 2000 },
    );
  });

  test('agrees with Date on which days exist', () => {
    const wrong: string[] = [];
    for (let year = 1896; year <= 2104; year++) {
      for (let month = 1; month <= 12; month++) {
        for (const day of ['01', '28', '29', '30', '31', '32']) {
          const text = `${year}-${String(month).padStart(2, '0')}-${day}T00:00:00.000Z`;
          const date = new Date(text);
          const exists = !Number.isNaN(date.getTime()) && date.toISOString() === text;
          if (!Object.is(parseTime(text), exists ? date.getTime() : Number.NaN)) wrong.push(text);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test('an offset moves the instant by just that much', () => {
    fc.assert(
      fc.property(fc.integer({ min: -840, max: 840 }), (minutes) => {
        const size = Math.abs(minutes);
        const hours = String(Math.floor(size / 60)).padStart(2, '0');
        const offset = `${minutes < 0 ? '-' : '+'}${hours}:${String(size % 60).padStart(2, '0')}`;
        expect(parseTime(`2026-10-08T13:47:15${offset}`)).toBe(second - minutes * 60_000);
      }),
    );
  });

  test('reads any text without throwing, and nothing as infinite', () => {
    fc.assert(fc.property(fc.anything(), (value) => Math.abs(parseTime(value)) !== Infinity));
  });
});

describe('formatTime', () => {
  it.for([
    [1_788_744_593_460.81, '2026-09-07T01:29:53.460810Z'],
    [0, '1970-01-01T00:00:00.000000Z'],
    [999.9999, '1970-01-01T00:00:01.000000Z'],
    [-0.001, '1969-12-31T23:59:59.999999Z'],
  ] as const)('writes %d as %s', ([time, text]) => {
    expect(formatTime(time)).toBe(text);
  });

  test('and parseTime undo each other to the microsecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000_000 }), (micros) => {
        const text = formatTime(micros / 1000);
        expect(parseTime(text)).toBe(micros / 1000);
        expect(formatTime(parseTime(text))).toBe(text);
      }),
    );
  });

  it.for([Number.NaN, Infinity, 8.65e15])('refuses %d', (time) => {
    expect(() => formatTime(time)).toThrow(
      new RangeError(`time is ${time}, expected milliseconds since 1970`),
    );
  });
});
