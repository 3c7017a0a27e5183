import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { generate, formatEvent, formatLabel } from '@sidecar/log-generator';
import { startEmulator, type Emulator } from '@sidecar/splunk-emulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

// Files that every test reads and none changes; what a test writes goes into `out`.
let folder = '';
let out = '';
const at = (name: string): string => join(folder, name);
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(at(name), content);
  return at(name);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sidecar-job-'));
  out = mkdtempSync(join(folder, 'out-'));
  const made = [...generate({ events: 400, seed: '3', end: '2026-10-01T00:00:00Z', people: 12 })];
  const lines = made.map(({ event }) => `${formatEvent(event, 'seed')}\n`);
  const events = put('events', lines.join(''));
  put('labels', made.map(({ label }) => `${formatLabel(label)}\n`).join(''));
  put('empty', '');
  put('cut.gz', gzipSync(lines.join('')).subarray(0, 4000));
  put('some wrong', `${lines.slice(0, 60).join('')}not json\n{"TimeCreated":"2026-09-01T00:00:00Z"}\n`);
  put('mostly wrong', `${lines[0]!}not json\n[1]\n`);
  put('future', '{"TimeCreated":"2999-01-01T00:00:00Z","user":"ann"}\n');
  put('one', lines[0]!);
  put('foreign', '{"k":3}');
  put('pickle', new Uint8Array([0x80, 0x04, 0x95, 0x10, 0, 0, 0]));
  await runCli(['train', '--input', events, '--model', at('model')]);
  put('damaged', readFileSync(at('model')).subarray(0, 9000));
  await runCli(['score', '--input', events, '--model', at('model'), '--output', at('scored')]);
  put('cut scored.gz', gzipSync(readFileSync(at('scored'))).subarray(0, 4000));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Case {
  /** Words that are a file above are its path; `OUT` is a file to be written. */
  readonly args: string;
  readonly code: number;
  readonly told?: string;
}

function argsOf(text: string): string[] {
  const files = new Set(readdirSync(folder));
  const word = (name: string): string => {
    const plain = name.replaceAll('_', ' ');
    if (name === 'OUT') return join(out, 'x');
    return files.has(plain) ? at(plain) : name;
  };
  return text.split(' ').map((name, i) => (i === 0 ? name : word(name)));
}

const NOT_WRITTEN = new Set([1, 2]);

describe('exit codes', () => {
  test.for<Case>([
    { args: 'train --input events --model OUT', code: 0 },
    { args: 'train --input one --model OUT', code: 0 },
    { args: 'train --input some_wrong --model OUT', code: 0, told: '1 line rejected (no_user)' },
    { args: 'train --input cut.gz --model OUT', code: 1, told: 'the gzip data end too early' },
    { args: 'train --input none --model OUT', code: 2, told: 'there is no such file' },
    { args: 'train --input events --model events', code: 2, told: 'would be overwritten' },
    { args: 'train --input - - --model OUT', code: 2, told: 'expected - for stdin only once' },
    { args: 'train --input events --model OUT --config foreign', code: 2, told: 'unknown key' },
    { args: 'train --input empty --model OUT', code: 3, told: 'there is no event' },
    { args: 'train --input future --model OUT', code: 4, told: 'future_time' },
    { args: 'train --input mostly_wrong --model OUT', code: 4, told: 'the limit is 5.0 %' },
    { args: 'score --input events --model model --output OUT', code: 0 },
    { args: 'score --input events --model damaged --output OUT', code: 1, told: 'is damaged' },
    { args: 'score --input events --model foreign --output OUT', code: 1, told: 'is not a Sidecar model' },
    { args: 'score --input events --model pickle --output OUT', code: 1, told: 'pickled Python model' },
    { args: 'score --input cut.gz --model model --output OUT', code: 1, told: 'the gzip data end too early' },
    { args: 'score --input events --model none --output OUT', code: 2, told: 'there is no such file' },
    { args: 'score --input events --model model --output events', code: 2, told: 'would be overwritten' },
    { args: 'score --input empty --model model --output OUT', code: 3, told: 'there is no event' },
    { args: 'score --input mostly_wrong --model model --output OUT', code: 4, told: 'not_json' },
    { args: 'drift --input events --model model', code: 0 },
    { args: 'drift --input cut.gz --model model', code: 1, told: 'the gzip data end too early' },
    { args: 'drift --input none --model model', code: 2, told: 'there is no such file' },
    { args: 'drift --input empty --model model', code: 3, told: 'there is no event' },
    { args: 'drift --input mostly_wrong --model model', code: 4, told: 'the limit is' },
    { args: 'explain --scored scored --top 2', code: 0 },
    { args: 'explain --scored cut.gz --top 2', code: 1, told: 'the gzip data end too early' },
    { args: 'explain --scored scored', code: 2, told: 'expected either --top or --key' },
    { args: 'explain --scored empty --top 2', code: 3, told: 'there is no scored event' },
    { args: 'evaluate --scored scored --labels labels', code: 0 },
    { args: 'evaluate --scored cut_scored.gz --labels labels', code: 1, told: 'the gzip data end too early' },
    { args: 'evaluate --scored scored --labels one', code: 2, told: 'says neither 0 nor 1' },
    { args: 'generate --events 10 --out OUT --labels OUT', code: 2, told: 'would be overwritten' },
  ])('$args ends with $code', async ({ args, code, told = '' }) => {
    const result = await runCli([...argsOf(args), '--log', 'text']);
    expect(result).toMatchObject({ code, stderr: expect.stringContaining(told) });
    expect(result.stderr).not.toMatch(/^\s+at /m);
    if (NOT_WRITTEN.has(code)) {
      expect(result.stdout).toBe('');
      expect(result.stderr.trimEnd()).toMatch(/^sidecar: .*$/m);
      expect(readdirSync(out)).toEqual([]);
    }
    const expected = readdirSync(out).filter((name) => /^x(?:\.[0-9a-f]{12}\.kept\.gz)?$/.test(name));
    for (const name of expected) rmSync(join(out, name));
    expect(readdirSync(out)).toEqual([]);
  });
});

test.runIf(existsSync('/dev/full'))('a full disk fails in one sentence', async () => {
  const args = ['train', '--input', at('one'), '--model', '/dev/full', '--log', 'text'];
  const stderr = expect.stringContaining('Cannot write /dev/full: the disk is full.');
  expect(await runCli(args)).toMatchObject({ code: 1, stdout: '', stderr });
});

test('score gives one line per line, in order, from stdin to stdout, and rejected lines with their reason', async () => {
  const lines = readFileSync(at('some wrong'), 'utf8');
  const args = ['score', '--input', '-', '--model', at('model'), '--output', '-', '--quiet'];
  const { stdout } = await runCli(args, { stdin: lines });
  const scored = stdout.trimEnd().split('\n');
  const given = lines.trimEnd().split('\n');
  expect(scored.length).toBe(62);
  const times = (texts: readonly string[]): unknown[] =>
    texts.slice(0, 60).map((text) => (JSON.parse(text) as { TimeCreated: string }).TimeCreated);
  expect(times(scored)).toEqual(times(given));
  expect(scored.slice(60).map((text) => JSON.parse(text) as object)).toMatchObject([
    { rejected: true, reason: 'not_json' },
    { rejected: true, reason: 'no_user' },
  ]);
});

test('progress as JSON is one line per stage with its time and the run, and --quiet leaves warnings alone', async () => {
  const args = ['train', '--input', at('some wrong'), '--model', join(out, 'x'), '--log', 'json'];
  const { stderr } = await runCli(args);
  const told = stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(new Set(told.map(({ run_id }) => run_id)).size).toBe(1);
  expect(told.filter(({ stage }) => stage === 'reading')).toMatchObject([{ done: 62, level: 'info' }]);
  const quiet = await runCli([...args, '--quiet']);
  expect(quiet.stderr.match(/"level":"(\w+)"/g)).toEqual(['"level":"warn"', '"level":"warn"']);
  rmSync(join(out, 'x'));
});

describe('with a Splunk', () => {
  let emulator: Emulator;
  let home = '';
  beforeAll(async () => {
    emulator = await startEmulator({ token: 'secret-token-of-the-test', indexes: ['main', 'none'] });
    await emulator.addEvents('main', 'json', readFileSync(at('events'), 'utf8').trimEnd().split('\n'));
    home = mkdtempSync(join(folder, 'home-'));
  });
  afterAll(() => emulator.close());

  function configOf({ token = emulator.token, url = emulator.baseUrl, index = 'main' } = {}): string[] {
    const text = `general: { model_dir: ${JSON.stringify(home)} }
ingestion:
  query: index=${index}
  earliest: "0"
  splunk: { base_url: ${JSON.stringify(url)}, auth_token: ${token} }
output: { splunk_kvstore: { app: search, reader_grace_seconds: 0 } }
`;
    return ['--config', put('config.yaml', text), '--log', 'text'];
  }

  test('doctor finds it ready, run trains, and the next run reuses the model and says why', async () => {
    expect(await runCli(['doctor', ...configOf()])).toMatchObject({ code: 0, stderr: '' });
    const first = await runCli(['run', ...configOf()]);
    expect(first).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('trained, as there was no model yet'),
    });
    expect(first.stdout).toMatch(/^auth_events +400 +– +400$/m);
    expect(first.stdout).toMatch(/^beyond the threshold of their account +\d+/m);
    const second = await runCli(['run', ...configOf()]);
    expect(second).toMatchObject({ code: 0, stdout: expect.stringContaining('same settings and no drift') });
    expect(await runCli(['models', 'list', ...configOf()])).toMatchObject({ code: 0 });
  });

  test('an index without events is nothing to do', async () => {
    const result = await runCli(['run', ...configOf({ index: 'none' })]);
    expect(result).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringContaining('there is no event'),
    });
  });

  test.for(['run', 'doctor'])('%s with a wrong token fails, and tells no token', async (command) => {
    const result = await runCli([command, ...configOf({ token: 'wrong-token-of-the-test' })]);
    expect(result.code).toBe(1);
    const told = result.stdout + result.stderr;
    expect(told).toContain('refused the token');
    expect(told).not.toContain('token-of-the-test');
  });

  test('a collection that takes nothing makes the run partial, and the reason is told', async () => {
    const lease = 3; // writes with which a run takes its turn
    emulator.setFaults([{ route: 'kv-write', kind: 'token-expires', after: lease, times: 1 }]);
    const result = await runCli(['run', ...configOf()]);
    emulator.setFaults([]);
    expect(result).toMatchObject({ code: 4, stderr: expect.stringContaining('warning: auth_events') });
  });
});
