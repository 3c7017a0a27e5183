import { randomUUID } from 'node:crypto';
import { createRandom } from '@sidecar/numeric';
import { readKinds } from '../../src/input/read-kinds.ts';
import { foldSlice } from '../../src/slices/fold-slice.ts';
import type { KnownSlice } from '../../src/slices/read-slices.ts';
import type { Slice } from '../../src/slices/slice.ts';
import { NOW, openFolder, writeLines } from '../workspace.ts';

/** Lines folded. */
export function foldLines(lines: readonly string[]): Promise<Slice> {
  return foldInto(openFolder())(lines);
}

/** The same outside of a test. @param folder - Where the lines may be written. */
export function foldInto(folder: string): (lines: readonly string[]) => Promise<Slice> {
  return (lines) => {
    const inputs = [writeLines(folder, `${randomUUID()}.ndjson`, lines)];
    return foldSlice((store) => readKinds({ inputs, now: NOW }, store));
  };
}

/** A slice as a reducer gets it. */
export function known({ bytes, ...facts }: Slice): KnownSlice {
  return { facts, source: async () => bytes };
}

/** Each line goes into one of so many parts, which the seed decides; some may have none. */
export function cutInto(lines: readonly string[], parts: number, seed: string): string[][] {
  const random = createRandom(seed);
  const cut = Array.from({ length: parts }, (): string[] => []);
  for (const line of lines) cut[random.integer(parts)]!.push(line);
  return cut;
}

/** The same values in an order that the seed decides. */
export function shuffled<T>(values: readonly T[], seed: string): T[] {
  const random = createRandom(seed);
  return values
    .map((value) => ({ value, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}
