import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openSpool } from '../src/score/open-spool.ts';
import { openFolder } from './workspace.ts';

let temporary = '';
beforeEach(() => {
  temporary = openFolder();
  vi.stubEnv('TMPDIR', temporary);
});
afterEach(() => void vi.unstubAllEnvs());

it('gives back every text by its number, whatever order they were put in', async () => {
  const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 50 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(texts, fc.infiniteStream(fc.double({ noNaN: true })), async (given, ranks) => {
      const numbers = given.map((_, i) => ({ i, rank: ranks.next().value as number }));
      const spool = await openSpool(given.length);
      for (const { i } of numbers.sort((a, b) => a.rank - b.rank)) await spool.put(i, given[i]!);
      await spool.finish();
      expect(given.map((_, i) => spool.get(i))).toEqual(given);
      await spool.remove();
    }),
    { numRuns: 50 },
  );
  expect(readdirSync(temporary)).toEqual([]);
});

it('holds more than it keeps in memory, in a file for this user alone', async () => {
  const text = (i: number): string => `${i}-`.padEnd(1000, 'ä');
  const spool = await openSpool(3000);
  let waits = 0;
  for (let i = 0; i < 3000; i++) {
    const full = spool.put(i, text(i));
    if (full === undefined) continue;
    await full;
    waits += 1;
  }
  expect(waits).toBeGreaterThan(3);
  await spool.finish();
  const [folder] = readdirSync(temporary);
  const file = statSync(join(temporary, folder!, 'scored'));
  expect([file.mode & 0o777, file.size > 5_000_000]).toEqual([0o600, true]);
  for (const i of [2999, 0, 1500]) expect(spool.get(i)).toBe(text(i));
  await spool.remove();
});
