import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCount } from '../src/render/format-number.ts';

test('a count has a comma before every three digits, as English writes it', () => {
  expect([0, 999, 1000, 30_000, 1_234_567, 999.6].map(formatCount)).toEqual([
    '0',
    '999',
    '1,000',
    '30,000',
    '1,234,567',
    '1,000',
  ]);
  fc.assert(
    fc.property(fc.maxSafeInteger(), (count) => {
      expect(formatCount(count)).toBe(count.toLocaleString('en-US'));
    }),
  );
});
