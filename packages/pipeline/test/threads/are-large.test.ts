import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { areLarge } from '../../src/threads/are-large.ts';

const folder = mkdtempSync(join(tmpdir(), 'sidecar-large-'));
afterAll(() => rmSync(folder, { recursive: true }));

const MIB = 1024 * 1024;

function file(name: string, bytes: number): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  truncateSync(path, bytes);
  return path;
}

test.for([
  { what: 'less than 8 MiB', sizes: { 'a.ndjson': 8 * MIB - 1 }, large: false },
  { what: '8 MiB', sizes: { 'b.ndjson': 8 * MIB }, large: true },
  {
    what: 'several files of 8 MiB together',
    sizes: { 'c.ndjson': 5 * MIB, 'd.ndjson': 3 * MIB },
    large: true,
  },
  { what: 'half a MiB of gzip', sizes: { 'e.ndjson.gz': MIB / 2 }, large: false },
  { what: 'a MiB of gzip', sizes: { 'f.ndjson.gz': MIB }, large: true },
])('$what is large: $large', async ({ sizes, large }) => {
  expect(await areLarge(Object.entries(sizes).map(([name, bytes]) => file(name, bytes)))).toBe(large);
});

test('where it begins to pay can be elsewhere', async () => {
  const inputs = [file('h.ndjson', 9 * MIB)];
  expect(await areLarge(inputs, { leastMiB: 9 })).toBe(true);
  expect(await areLarge(inputs, { leastMiB: 10 })).toBe(false);
});

test('standard input and pipes count as large, whatever comes out of them', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('/usr/bin/env', ['mkfifo', pipe]);
  expect(await areLarge(['-'])).toBe(true);
  expect(await areLarge([pipe])).toBe(true);
});

test('a missing file is nothing to start a thread for', async () => {
  expect(await areLarge([file('g.ndjson', 9 * MIB), join(folder, 'missing')])).toBe(false);
});
