import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createNamePool } from '../../src/rates/name-pool.ts';

it('gives equal names one number and others another, for as long as they are held', () => {
  const names = fc.constantFrom('a', 'b', 'c', '', '__proto__');
  fc.assert(
    fc.property(fc.array(fc.tuple(names, fc.constantFrom('hold', 'again', 'release'))), (steps) => {
      const pool = createNamePool(1);
      const held = new Map<string, { id: number; holds: number }>();
      for (const [name, step] of steps) {
        const known = held.get(name);
        if (step === 'hold') {
          const id = pool.hold(name);
          if (known === undefined) held.set(name, { id, holds: 1 });
          else expect(id).toBe(known.id);
          if (known !== undefined) known.holds += 1;
        } else if (known !== undefined) {
          if (step === 'again') pool.holdAgain(known.id);
          else pool.release(known.id);
          known.holds += step === 'again' ? 1 : -1;
          if (known.holds === 0) held.delete(name);
        }
        expect(pool.size()).toBe(held.size);
        expect([...held].map(([, { id }]) => pool.nameOf(id))).toEqual([...held.keys()]);
        expect(new Set([...held.values()].map(({ id }) => id)).size).toBe(held.size);
      }
    }),
  );
});

it('uses the numbers of names that are gone again', () => {
  const pool = createNamePool(1);
  const ids = Array.from({ length: 1000 }, (_, i) => {
    const id = pool.hold(`name-${i}`);
    if (i >= 2) pool.release(id);
    return id;
  });
  expect(Math.max(...ids)).toBe(3);
});

it('gives each block of its rows away once', () => {
  const pool = createNamePool(2);
  const [first, second] = [pool.takeBlock(), pool.takeBlock()];
  const id = pool.hold('ana');
  expect([first, second, pool.width]).toEqual([0, 8, 16]);
  expect(pool.rows.length).toBeGreaterThanOrEqual(pool.width * (id + 1));
  expect(() => pool.takeBlock()).toThrow(new RangeError('all 2 blocks are taken'));
});

it('keeps the rows of its names as it grows', () => {
  const pool = createNamePool(1);
  const first = pool.hold('first');
  pool.rows[pool.width * first] = 7;
  for (let i = 0; i < 1000; i++) pool.hold(`name-${i}`);
  expect([pool.rows[pool.width * first], pool.nameOf(first)]).toEqual([7, 'first']);
});
