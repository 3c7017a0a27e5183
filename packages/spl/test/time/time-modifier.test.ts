import { expect, it } from 'vitest';
import { parseTimeModifier } from '@sidecar/spl';

// A Wednesday.
const now = Date.parse('2026-03-18T13:45:30Z') / 1000;

it.for([
  ['now', '2026-03-18T13:45:30Z'],
  ['-1h', '2026-03-18T12:45:30Z'],
  ['-h', '2026-03-18T12:45:30Z'],
  ['-1h@h', '2026-03-18T12:00:00Z'],
  ['@d', '2026-03-18T00:00:00Z'],
  ['-90d', '2025-12-18T13:45:30Z'],
  ['-90days', '2025-12-18T13:45:30Z'],
  ['-1d@d+3h', '2026-03-17T03:00:00Z'],
  ['now-15min', '2026-03-18T13:30:30Z'],
  ['@w', '2026-03-15T00:00:00Z'],
  ['@w0', '2026-03-15T00:00:00Z'],
  ['@w1', '2026-03-16T00:00:00Z'],
  ['@w4', '2026-03-12T00:00:00Z'],
  ['-w@w5', '2026-03-06T00:00:00Z'],
  ['@mon', '2026-03-01T00:00:00Z'],
  ['-1mon@mon', '2026-02-01T00:00:00Z'],
  ['@q', '2026-01-01T00:00:00Z'],
  ['-1y@y', '2025-01-01T00:00:00Z'],
  ['+1mon', '2026-04-18T13:45:30Z'],
  ['2026-01-02T03:04:05.678+01:00', '2026-01-02T02:04:05.678Z'],
  ['2026-01-02T03:04:05', '2026-01-02T03:04:05Z'],
  ['2026-01-02', '2026-01-02T00:00:00Z'],
  ['01/02/2026:03:04:05', '2026-01-02T03:04:05Z'],
  ['1700000000.25', '2023-11-14T22:13:20.250Z'],
] as const)('%s is %s', ([modifier, expected]) => {
  expect(parseTimeModifier(modifier, now)).toBe(Date.parse(expected) / 1000);
});

it('shortens a month that has fewer days', () => {
  const last = Date.parse('2026-03-31T10:00:00Z') / 1000;
  expect(parseTimeModifier('-1mon', last)).toBe(Date.parse('2026-02-28T10:00:00Z') / 1000);
});

it.for(['yesterday', '-1x', '@z', '2026-13-01', '1h', 'rt', '--1h', ''])(
  'knows no time called "%s"',
  (modifier) => {
    expect(parseTimeModifier(modifier, now)).toBeUndefined();
  },
);
