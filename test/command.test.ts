import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

// The built command as a process of its own: what a process alone can show.
const sidecar = fileURLToPath(new URL('../apps/cli/bin/sidecar.mjs', import.meta.url));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidecar-command-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  /** Exit code and everything on stderr, once it has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>;
}

function start(...args: readonly string[]): Running {
  const child = spawn(process.execPath, [sidecar, ...args]);
  const ended = Promise.all([once(child, 'exit'), text(child.stderr)]).then(([[code], stderr]) => ({
    code: code as number | null,
    stderr,
  }));
  return { child, ended };
}

describe.for([
  { signal: 'SIGINT', code: 130 },
  { signal: 'SIGTERM', code: 143 },
] as const)('$signal', ({ signal, code }) => {
  test(`stops the emulator cleanly, with exit code ${code}`, async () => {
    const { child, ended } = start('emulator', '--port', '0', '--data', folder, '--quiet');
    const [greeting] = (await once(child.stdout, 'data')) as [Buffer];
    const url = /^url: (http:\/\/127\.0\.0\.1:\d+)$/m.exec(String(greeting))?.[1] ?? 'no url';
    expect((await fetch(`${url}/services/server/info`)).status).toBe(401);
    child.kill(signal);
    expect(await ended).toEqual({ code, stderr: '' });
  });

  test(`stops a generator, which leaves no file, with exit code ${code}`, async () => {
    const { child, ended } = start('generate', '--events', '5000000', '--out', join(folder, 'events.ndjson'));
    child.stdout.resume();
    while (readdirSync(folder).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill(signal);
    expect(await ended).toEqual({ code, stderr: '' });
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('Ctrl-C ends a command that waits for input', async () => {
  const { child, ended } = start('explain', '--scored', '-', '--top', '1', '--log', 'json');
  await new Promise((resolve) => child.stdin.write('{"score":1}\n', resolve));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  child.kill('SIGINT');
  expect(await ended).toEqual({ code: 130, stderr: '' });
});

test('a reader that goes away, as head does, ends the command quietly and well', async () => {
  const { child, ended } = start('generate', '--events', '5000000', '--out', '-');
  await once(child.stdout, 'data');
  child.stdout.destroy();
  expect(await ended).toEqual({ code: 0, stderr: '' });
});

describe.for(['1', '2'])('training on standard input with --threads %s', (threads) => {
  const line = '{"TimeCreated":"2026-09-30T09:00:00Z","user":"ann","src":"10.0.0.1","action":"success"}\n';
  const train = (): Running =>
    start('train', '--input', '-', '--model', join(folder, 'model.json'), '--threads', threads, '--quiet');

  test('ends by itself when the input does, with a model', async () => {
    const { child, ended } = train();
    child.stdout.resume();
    child.stdin.end(line.repeat(5000));
    expect(await ended).toEqual({ code: 0, stderr: '' });
    expect(readdirSync(folder)).toContain('model.json');
  });

  test('is ended by Ctrl-C while it waits for input, and leaves nothing', async () => {
    const { child, ended } = train();
    await new Promise((resolve) => child.stdin.write(line.repeat(5000), resolve));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    child.kill('SIGINT');
    expect(await ended).toEqual({ code: 130, stderr: '' });
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('there are no more than two threads', async () => {
  const { code, stderr } = await start('train', '--input', '-', '--model', 'm.json', '--threads', '3').ended;
  expect(code).toBe(2);
  expect(stderr).toContain('Expected a whole number from 1 to 2.');
});
