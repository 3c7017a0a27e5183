import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { createScorer } from '../src/index.ts';
import { decision, END, HOUR, logon, model } from './small-company.ts';

/* Accounts and sources that never come back: what a scorer remembers of them is bounded, in keys and in bytes. */
const isFull = process.env['SIDECAR_CAMPAIGN'] === 'full';
const names = isFull ? 1_000_000 : 2000;
const MOST_ACCOUNTS = 200_000;
const MOST_VALUES = 150_000;

/** Bytes in use once the garbage is gone, plain arrays included. */
function bytesInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

it(`scores ${names} accounts, each from a source of its own, and remembers as many as it has room for`, () => {
  const before = bytesInUse();
  const scorer = createScorer(model, { decision });
  let full = 0;
  for (let i = 0; i < names; i++) {
    // By then everything has let go of something.
    if (i === 0.7 * names) full = bytesInUse() - before;
    const { pValue } = scorer.score(
      logon({
        time: END + 10 * HOUR + i,
        user: `user-${i}`,
        src: `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`,
        dest: `host-${i}`,
        service: `service-${i}`,
        ...(i % 2 === 0 ? { signature_id: 4769 } : { signature_id: 4625, action: 'failure' }),
      }),
    );
    if (!(pValue > 0 && pValue <= 1)) throw new Error(`event ${i} has the p-value ${pValue}`);
  }
  if (isFull) expect(bytesInUse() - before).toBeLessThan(1.1 * full);
  const { rates, recent } = scorer.state();
  const accounts = Math.min(names, MOST_ACCOUNTS);
  const newest = Array.from({ length: accounts }, (_, i) => `user-${names - accounts + i}`);
  expect(rates!.silence.map(([user]) => user).slice(-accounts)).toEqual(newest);
  expect(rates!.windows.usersOfSource.slice(-accounts).map(([, , [user]]) => user)).toEqual(newest);
  expect(recent.context.nights.map(([user]) => user)).toEqual(newest);
  const { neighbours } = recent.context;
  const { own, shared } = recent.habits;
  if (isFull)
    expect(neighbours.length).toBe(2 * MOST_ACCOUNTS); // accounts, and sources
  else expect(neighbours.length).toBeGreaterThan(names); // each failure's account and source
  expect(own.at(-1)![0]).toContain(`user-${names - 2}`); // failures make no habits
  if (isFull) expect([own.length, shared.length]).toEqual([MOST_VALUES, MOST_VALUES]);
});
