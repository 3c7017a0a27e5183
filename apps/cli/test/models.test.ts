import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registryAdd } from '@sidecar/pipeline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

let folder = '';
let config: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidecar-models-'));
  const file = join(folder, 'sidecar.yaml');
  writeFileSync(file, `general: { model_dir: ${folder}, model_name: auth }\n`);
  config = ['--config', file, '--log', 'text'];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('models are listed, promoted, shown and rolled back', async () => {
  const at = new Date('2026-10-01T00:00:00Z');
  const first = await registryAdd(join(folder, 'auth'), { k: 1 }, { at, note: 'first' });
  const second = await registryAdd(
    join(folder, 'auth'),
    { k: 2 },
    { at: new Date(at.getTime() + 1), note: '' },
  );
  await runCli(['models', 'promote', first, ...config]);
  expect(
    await runCli(['models', 'promote', second.slice(0, 6), '--note', 'better\u0007', ...config]),
  ).toMatchObject({
    code: 0,
    stdout: `${second} is in use now\n`,
  });
  expect(await runCli(['models', 'list', ...config])).toMatchObject({
    code: 0,
    stdout: `  version       added                     note
  ${first}  2026-10-01T00:00:00.000Z  first
→ ${second}  2026-10-01T00:00:00.001Z\n`,
  });
  const shown = await runCli(['models', 'show', ...config]);
  expect(shown.stdout).toMatch(
    new RegExp(String.raw`^${second}, in use\nfile: .*\nhash: ${second}[^]*promote  better\\x07\n$`),
  );
  expect(await runCli(['models', 'rollback', ...config])).toMatchObject({
    code: 0,
    stdout: `${first} is in use again\n`,
  });
  expect(await runCli(['models', 'rollback', ...config])).toMatchObject({ code: 3, stdout: '' });
});

test('no model is nothing to do, an unknown one wrong usage', async () => {
  expect(await runCli(['models', 'list', ...config])).toEqual({
    code: 3,
    stdout: '',
    stderr: `there is no model in ${join(folder, 'auth')}\n`,
  });
  expect(await runCli(['models', 'show', 'abc', ...config])).toEqual({
    code: 2,
    stdout: '',
    stderr: `sidecar: ${join(folder, 'auth')} has no version "abc"; there is none.\n`,
  });
  expect(await runCli(['models', 'promote', ...config])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("missing required argument 'version'"),
  });
});
