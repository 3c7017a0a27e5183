import { setFlagsFromString } from 'node:v8';
import { setTimeout } from 'node:timers/promises';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { createRateTracker, type RatedEvent } from '../src/index.ts';

/* Names that never come back: what is remembered is bounded, in keys and in bytes. */
const isFull = process.env['SIDECAR_CAMPAIGN'] === 'full';
const maxKeys = isFull ? 200_000 : 5000;
const names = 5 * maxKeys;

/** Bytes in use once the garbage is gone, plain arrays included; that of test files before this one may take some turns to go. */
async function bytesInUse(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let last = Infinity;
  for (let turn = 0; turn < 10; turn++) {
    await setTimeout(5);
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    if (last - heapUsed - arrayBuffers < 100_000) break;
    last = heapUsed + arrayBuffers;
  }
  return last;
}

function stranger(i: number): RatedEvent {
  return {
    user: `user-${i}`,
    src: `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`,
    dest: `host-${i}`,
    network: `10.${i >> 16}.${(i >> 8) & 255}.0/24 of ${i}`,
    service: `service-${i}`,
    failed: true,
    isTicket: true,
    time: i, // all within one window
  };
}

it(`remembers ${maxKeys} of ${names} accounts, sources, networks and machines, and takes no more memory for the later ones`, async () => {
  const before = await bytesInUse();
  const tracker = createRateTracker({ maxKeys });
  let full = 0;
  for (let i = 0; i < names; i++) {
    // The tables that names are kept in have by then the size that they keep.
    if (i === 2 * maxKeys) full = (await bytesInUse()) - before;
    tracker.observe(stranger(i));
  }
  const after = (await bytesInUse()) - before;
  expect(after).toBeLessThan(1.1 * full + 1_000_000);
  expect(after / maxKeys).toBeLessThan(2000); // for an account, its source, network, machine and service together
  expect(tracker.forgotten()).toBe(10 * (names - maxKeys)); // nine windows and the silence
  const { windows, silence } = tracker.state();
  const newest = Array.from({ length: maxKeys }, (_, i) => `user-${names - maxKeys + i}`);
  expect(silence.map(([user]) => user)).toEqual(newest);
  expect(windows.ticketsOfUser.map(([user]) => user)).toEqual(newest);
  expect(new Set(Object.values(windows).map((keys) => keys.length))).toEqual(new Set([maxKeys]));
});
