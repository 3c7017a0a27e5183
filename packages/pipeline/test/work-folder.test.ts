import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openWorkFolder } from '../src/io/open-work-folder.ts';
import { openFolder } from './workspace.ts';

let temporary = '';
beforeEach(() => {
  temporary = openFolder();
  vi.stubEnv('TMPDIR', temporary);
});
afterEach(() => void vi.unstubAllEnvs());

const HOUR_MS = 3_600_000;
const here = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const deadPid = spawnSync(process.execPath, ['-e', '']).pid;

/** A folder as a process leaves it when it is killed. */
function left(name: string, { hoursAgo }: { readonly hoursAgo: number }): string {
  const path = join(temporary, name);
  mkdirSync(path);
  const file = join(path, 'export.ndjson');
  writeFileSync(file, '{}\n');
  const time = new Date(Date.now() - hoursAgo * HOUR_MS);
  for (const each of [file, path]) utimesSync(each, time, time);
  return path;
}

it('is a folder that only this user can read, and gone with all that is in it', async () => {
  const { path, remove } = await openWorkFolder();
  expect(statSync(path).mode & 0o777).toBe(0o700);
  writeFileSync(join(path, 'events'), '');
  await remove();
  await remove();
  expect(readdirSync(temporary)).toEqual([]);
});

it('removes what dead processes of this machine left an hour ago, and nothing else', async () => {
  const gone = left(`sidecar-${here}-${deadPid}-abc`, { hoursAgo: 1.1 });
  const stays = [
    left(`sidecar-${here}-${deadPid}-new`, { hoursAgo: 0.9 }),
    left(`sidecar-${here}-${process.pid}-ours`, { hoursAgo: 9 }),
    left(`sidecar-${here}-1-others`, { hoursAgo: 9 }),
    left(`sidecar-00000000-${deadPid}-elsewhere`, { hoursAgo: 9 }),
    left('sidecar-notes', { hoursAgo: 9 }),
  ];
  const written = left(`sidecar-${here}-${deadPid}-busy`, { hoursAgo: 9 });
  writeFileSync(join(written, 'events'), '');
  await openWorkFolder();
  expect(existsSync(gone)).toBe(false);
  for (const path of [...stays, written]) expect([path, existsSync(path)]).toEqual([path, true]);
});
