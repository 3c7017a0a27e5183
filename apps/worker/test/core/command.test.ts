import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { formatEvent, generate } from '@sidecar/log-generator';
import { type Emulator, startEmulator } from '@sidecar/splunk-emulator';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { main } from '../../src/index.ts';

const bin = fileURLToPath(new URL('../../bin/sidecar-worker.mjs', import.meta.url));
const TOKEN = 'token-of-the-command-91b2';

let folder = '';
let splunk: Emulator;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sidecar-command-'));
  splunk = await startEmulator({ token: TOKEN });
  const now = new Date();
  const start = new Date(now.getTime() - 7 * 86_400_000);
  const made = generate({ start, end: now, events: 300, seed: 1, people: 6, services: 2, admins: 1 });
  await splunk.addEvents(
    'ml_sidecar',
    'ml:sidecar:json',
    Array.from(made, ({ event }) => formatEvent(event, 'seed')),
  );
});
afterAll(async () => {
  await splunk.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes a configuration; JSON is YAML. Sections are merged one level deep. */
function configFile(name: string, values: Readonly<Record<string, object>> = {}): string {
  const base: Record<string, object> = {
    general: { model_dir: join(folder, 'models') },
    ingestion: { earliest: '-7d', splunk: { base_url: splunk.baseUrl, auth_token: '${SPLUNK_TOKEN}' } },
    modeling: { k_candidates: [3] },
    output: { splunk_kvstore: { app: 'search', reader_grace_seconds: 0 } },
    worker: {
      state_dir: join(folder, `state-${name}`),
      http: { enabled: false },
      score: { cron: '* * * * * *', window_seconds: 2, lag_seconds: 0, begin_hours: 0 },
    },
  };
  const merged = Object.fromEntries(
    [...new Set([...Object.keys(base), ...Object.keys(values)])].map((key) => [
      key,
      { ...base[key], ...values[key] },
    ]),
  );
  const path = join(folder, `${name}.yaml`);
  writeFileSync(path, JSON.stringify(merged));
  return path;
}

async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const texts = Promise.all([text(stdout), text(stderr)]);
  const code = await main(args, { stdout, stderr, env: { SPLUNK_TOKEN: TOKEN } });
  stdout.end();
  stderr.end();
  const [out, err] = await texts;
  return { code, stdout: out, stderr: err };
}

interface Started {
  readonly child: ChildProcess;
  readonly lines: () => Record<string, unknown>[];
  readonly told: (message: RegExp) => Promise<void>;
}

function start(...args: string[]): Started {
  const child = spawn(process.execPath, [bin, ...args], {
    env: { ...process.env, SPLUNK_TOKEN: TOKEN },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stderr = '';
  child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const lines = (): Record<string, unknown>[] =>
    stderr
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const told = (message: RegExp): Promise<void> =>
    vi.waitFor(
      () => expect(lines().map(({ message: each }) => each)).toContainEqual(expect.stringMatching(message)),
      {
        timeout: 60_000,
        interval: 50,
      },
    );
  return { child, lines, told };
}

describe('wrong use is told in a sentence', () => {
  test.for([
    {
      what: 'classic',
      values: { modeling: { preset: 'classic' } },
      told: 'modeling.preset: found classic, expected behavior',
    },
    {
      what: 'files',
      values: { ingestion: { source: 'files', files: ['a'] } },
      told: 'ingestion.source: found files, expected splunk',
    },
    {
      what: 'summary',
      values: { ingestion: { mode: 'summary', splunk: { base_url: 'http://a', auth_token: 'x' } } },
      told: 'ingestion.mode: found summary, expected raw',
    },
    {
      what: 'macro',
      values: { ingestion: { query: '`auth`', splunk: { base_url: 'http://a', auth_token: 'x' } } },
      told: 'ingestion.query: found a search that cannot be cut by time',
    },
    {
      what: 'never',
      values: { worker: { train: { cron: '0 0 31 2 *' } } },
      told: 'worker.train.cron: found "0 0 31 2 *", expected a schedule of cron (this time never comes)',
    },
    {
      what: 'idle',
      values: { worker: { train: { enabled: false }, score: { enabled: false }, drift: { enabled: false } } },
      told: 'worker: found no stage that is enabled',
    },
  ])('$what', async ({ what, values, told }) => {
    const { code, stderr } = await run('--config', configFile(what, values));
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(told) });
    expect(stderr).toMatch(/^sidecar-worker: .*\.yaml:\d+: /);
  });

  test.for([
    { args: [], told: "required option '--config <file>' not specified" },
    { args: ['--config', 'x', '--role', 'none'], told: 'Allowed choices are all, work' },
    { args: ['--config', 'x', '--role', 'work', '--once'], told: '--once is for --role all' },
    { args: ['--config', '/none.yaml'], told: '/none.yaml:1: found no such file' },
  ])('$args', async ({ args, told }) => {
    const { code, stderr } = await run(...args);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(told) });
  });

  test('--role work without Redis', async () => {
    const { code, stderr } = await run('--role', 'work', '--config', configFile('alone'));
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('queue.redis.url: found nothing'),
    });
  });

  test('a folder that cannot be written to', async () => {
    writeFileSync(join(folder, 'in-the-way'), '');
    const path = configFile('full', { general: { model_dir: join(folder, 'in-the-way') } });
    const { code, stderr } = await run('--config', path);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('general.model_dir: cannot write to the folder'),
    });
    expect(stderr).toContain('a part of the path is a file, not a folder');
  });

  test('retry where nothing is set aside', async () => {
    const { code, stdout } = await run('retry', '--config', configFile('retry'));
    expect({ code, stdout }).toEqual({
      code: 3,
      stdout: expect.stringContaining('Nothing that was to be scored is set aside'),
    });
  });
});

test('--once trains, scores what is due and ends; the next has nothing to train', async () => {
  const path = configFile('once', {
    worker: {
      state_dir: join(folder, 'once'),
      http: { enabled: false },
      score: { window_seconds: 3600, begin_hours: 2, lag_seconds: 0 },
    },
  });
  const first = await run('--config', path, '--once');
  expect({ code: first.code, stdout: first.stdout }).toEqual({ code: 0, stdout: '' });
  expect(first.stderr).toContain('trained by schedule');
  expect(first.stderr).toContain('scored up to');
  expect(first.stderr).not.toContain(TOKEN);
  const second = await run('--config', path, '--once');
  expect(second.stderr).not.toContain('trained by schedule');
  expect(second.code).toBe(3);
});

describe('a process', () => {
  test('follows a good file at SIGHUP and keeps to the old one at a bad one, alone with its folder, and ends at SIGTERM', async () => {
    const path = configFile('long');
    const { child, lines, told } = start('--config', path);
    await told(/^scored up to/);

    const other = await run('--config', path);
    expect({ code: other.code, stderr: other.stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('is held by process'),
    });

    writeFileSync(path, 'worker: { score: { cron: never } }');
    child.kill('SIGHUP');
    await told(/worker\.score\.cron: found the text "never"/);
    await told(/is not followed: the configuration before stays/);

    configFile('long', { worker: { state_dir: join(folder, 'elsewhere') } });
    child.kill('SIGHUP');
    await told(/worker\.state_dir: found .*elsewhere, expected .* another one needs a new start/);

    configFile('long', {
      worker: {
        state_dir: join(folder, 'state-long'),
        http: { enabled: true, port: 0 },
        score: { cron: '*/2 * * * * *', window_seconds: 2, lag_seconds: 0 },
      },
    });
    child.kill('SIGHUP');
    await told(/was read again, and is followed/);
    await told(/health and metrics are served/);

    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
    expect(lines().at(-1)).toMatchObject({ level: 'info', message: 'the worker has stopped' });
    for (const line of lines())
      expect(line).toMatchObject({ run_id: expect.any(String), time: expect.any(String) });
    expect(JSON.stringify(lines())).not.toContain(TOKEN);
  }, 120_000);
});
