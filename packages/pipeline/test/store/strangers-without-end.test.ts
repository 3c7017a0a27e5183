import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { createEventStore } from '../../src/store/create-event-store.ts';
import { stranger } from './stranger.ts';

const mostKinds = 4000;
const strangers = 60_000;

/** Bytes in use once the garbage is gone, typed arrays included. */
function bytesInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** The most bytes that a store took while it was filled, and what it is in the end. */
async function filled(mostKinds: number): Promise<{ peak: number; forgotten: number; regulars: number }> {
  const before = bytesInUse();
  const store = createEventStore({ mostKinds, memoryBytes: 0 });
  const regular = { ...stranger(0), user: 'regular' };
  let peak = 0;
  for (let i = 0; i < strangers; i++) {
    store.add(stranger(i), i);
    if (i % 100 === 0) store.add(regular, i);
    if (i % 11_987 === 0) peak = Math.max(peak, bytesInUse() - before);
  }
  peak = Math.max(peak, bytesInUse() - before);
  const stored = await store.finish();
  const id = stored.kinds.idOf(regular);
  let regulars = 0;
  for (const { kinds } of stored.blocks()) regulars += kinds.filter((kind) => kind === id).length;
  const { forgotten } = stored.kinds;
  await stored.remove();
  return { peak, forgotten: forgotten.kinds, regulars };
}

it('strangers without end take the memory of those that there is room for, and what comes often stays', async () => {
  const bounded = await filled(mostKinds);
  const unbounded = await filled(Infinity);
  expect(bounded.forgotten).toBeGreaterThanOrEqual(strangers - mostKinds);
  expect([bounded.regulars, unbounded]).toMatchObject([600, { forgotten: 0, regulars: 600 }]);
  expect(bounded.peak).toBeLessThan(unbounded.peak / 3);
});
