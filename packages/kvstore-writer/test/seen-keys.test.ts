import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSeenKeys } from '../src/seen-keys.ts';

it('agrees with a Set on any keys, from any size on', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary', maxLength: 6 })),
      fc.integer({ min: 1, max: 40 }),
      (keys, capacity) => {
        const seen = createSeenKeys({ capacity });
        const set = new Set<string>();
        for (const key of [...keys, ...keys]) {
          expect(seen.add(key)).toBe(!set.has(key));
          set.add(key);
        }
      },
    ),
  );
});

it('tells 300,000 keys that differ little, and all of them again, in little memory', () => {
  const seen = createSeenKeys();
  const keyOf = (i: number): string =>
    i % 2 === 0 ? `2026-01-01_user${i}` : createHash('md5').update(String(i)).digest('hex');
  const before = process.memoryUsage().arrayBuffers;
  for (let i = 0; i < 300_000; i++) if (!seen.add(keyOf(i))) expect.unreachable(`${keyOf(i)} is new`);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20e6);
  for (let i = 0; i < 300_000; i += 7) if (seen.add(keyOf(i))) expect.unreachable(`${keyOf(i)} is not new`);
});
