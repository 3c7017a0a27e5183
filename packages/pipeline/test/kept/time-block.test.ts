import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeTimes, encodeTimes } from '../../src/kept/time-block.ts';

const START = Date.parse('2026-09-21T00:00:00Z');

describe('times come back to the last bit', () => {
  it.for([
    { name: 'whole seconds', unit: fc.integer({ min: -2e9, max: 4e9 }).map((s) => s * 1000) },
    { name: 'whole milliseconds', unit: fc.integer({ min: -1e12, max: 2e12 }) },
    { name: 'microseconds', unit: fc.integer({ min: 0, max: 2e15 }).map((us) => us / 1000) },
    { name: 'any numbers', unit: fc.double({ noNaN: true, min: -1e15, max: 1e15 }) },
  ])('$name', ({ unit }) => {
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 50 }), (values) => {
        const times = Float64Array.from(values).sort();
        expect(decodeTimes(encodeTimes(times), times.length)).toEqual(times);
      }),
    );
  });
});

it.for([
  { name: 'seconds apart take one byte each', step: 100_000, bytes: 1 },
  { name: 'milliseconds apart take two', step: 9_001, bytes: 2 },
  { name: 'microseconds apart take four', step: 9_000.001, bytes: 4 },
  { name: 'what is none of these takes eight', step: Math.PI, bytes: 8 },
])('$name', ({ step, bytes }) => {
  const times = Float64Array.from({ length: 1001 }, (_, i) => START + Math.round(i * step * 1000) / 1000);
  if (bytes === 8) times.forEach((_, i) => (times[i] = START + i * step));
  expect(Math.round(encodeTimes(times).length / 1000)).toBe(bytes);
});

it('refuses an unknown unit and bytes that end too early', () => {
  expect(() => decodeTimes(Uint8Array.of(9), 1)).toThrow(new RangeError('unit is 9, expected 0 to 3'));
  const bytes = encodeTimes(Float64Array.of(1, 2, 3));
  expect(() => decodeTimes(bytes.subarray(0, bytes.length - 1), 3)).toThrow(RangeError);
});
