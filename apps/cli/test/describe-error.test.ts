import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { IoError } from '@sidecar/pipeline';
import { CliError } from '../src/cli-error.ts';
import { describeError } from '../src/describe-error.ts';

test.for([
  { code: 'not_found', exitCode: 2 },
  { code: 'is_directory', exitCode: 2 },
  { code: 'no_permission', exitCode: 1 },
  { code: 'no_space', exitCode: 1 },
  { code: 'truncated_gzip', exitCode: 1 },
] as const)('a file that fails with $code ends with exit code $exitCode', ({ code, exitCode }) => {
  const error = new IoError(code, 'a', 'Cannot read a: it is so.');
  expect(describeError(error, {})).toEqual({ exitCode, message: 'Cannot read a: it is so.' });
});

test('a port that is taken is told in words', async () => {
  const first = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => first.once('listening', resolve));
  const { port } = first.address() as { port: number };
  const second = createServer().listen(port, '127.0.0.1');
  const error = await new Promise((resolve) => second.once('error', resolve));
  first.close();
  expect(describeError(error, {})).toEqual({ exitCode: 1, message: `port ${port} is in use already` });
});

test('what the system says of a path is told in words', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sidecar-error-'));
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const error = await mkdir(join(file, 'x'), { recursive: true }).catch((caught: unknown) => caught);
  rmSync(folder, { recursive: true });
  expect(describeError(error, {}).message).toBe(
    `Cannot use ${join(file, 'x')}: a part of the path is not a folder.`,
  );
});

test('an error of the command line keeps its exit code', () => {
  expect(describeError(new CliError(3, 'nothing new'), {})).toEqual({ exitCode: 3, message: 'nothing new' });
});

test('a stack trace is shown only to those who ask for it', () => {
  const error = new Error('broken');
  expect(describeError(error, {}).message).toBe('broken');
  expect(describeError(error, { SIDECAR_DEBUG: '1' }).message).toMatch(/^Error: broken\n\s+at /);
});

test('secrets of the environment and terminal escapes do not get through', () => {
  const error = new Error('Splunk refused abcdef123 for \u001b[31meve');
  const env = { SPLUNK_AUTH_TOKEN: 'abcdef123', EDITOR: 'refused', DB_PASSWORD: 'x' };
  expect(describeError(error, env).message).toBe(String.raw`Splunk refused *** for \x1b[31meve`);
});
