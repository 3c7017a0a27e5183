import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadModel, registryAdd, registryPromote } from '@sidecar/pipeline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

describe('compare', () => {
  const paths = { first: '', second: '', events: '' };
  let versions: string[] = [];
  beforeEach(async () => {
    for (const [name, seed] of [
      ['first', '1'],
      ['second', '2'],
    ] as const) {
      const out = join(folder, `${name}.ndjson`);
      paths[name] = join(folder, `${name}.json`);
      paths.events = out;
      const sizes = ['--people', '8', '--services', '3', '--admins', '2', '--attack-share', '0'];
      await runCli([
        'generate',
        '--events',
        '800',
        '--seed',
        seed,
        '--end',
        '2026-10-01',
        ...sizes,
        '--out',
        out,
      ]);
      await runCli(['train', '--input', out, '--model', paths[name]]);
    }
    versions = [];
    for (const path of [paths.first, paths.second]) {
      const { model } = await loadModel(path);
      versions.push(await registryAdd(join(folder, 'auth'), model, { at: new Date() }));
    }
    await registryPromote(join(folder, 'auth'), versions[0]!, { at: new Date() });
  });

  test('shows what differs, and what each says of events', async () => {
    const [first, second] = versions as [string, string];
    const alone = await runCli(['models', 'compare', second.slice(0, 5), ...config], { columns: 100 });
    expect(alone).toMatchObject({ code: 0, stderr: '' });
    expect(alone.stdout).toMatch(new RegExp(`^ +${first} +${second}\n   preset +behavior +behavior\n`));
    expect(alone.stdout).toMatch(/\n {3}events +800 +800\n/);
    expect(alone.stdout).toMatch(/\n≠ {2}threshold of all +[\d.]+ +[\d.]+\n/);
    expect(alone.stdout).not.toContain('scored with both');
    const input = ['--input', paths.events];
    const scored = await runCli(['models', 'compare', first, second, ...input, ...config, '--quiet'], {
      columns: 80,
    });
    expect(scored).toMatchObject({ code: 0, stderr: '' });
    expect(scored.stdout).toContain(alone.stdout.split('\n')[1]);
    expect(scored.stdout).toMatch(
      /800 events scored with both: they decide alike about \d+\.\d\d %; .*rank correlation/,
    );
    expect(scored.stdout).toMatch(new RegExp(`\nonly ${first} raises \\d+ alerts?, the highest:\n {2}\\d`));
    const json = await runCli([
      'models',
      'compare',
      paths.first,
      paths.second,
      ...input,
      '--json',
      '--quiet',
    ]);
    expect(JSON.parse(json.stdout)).toMatchObject({ first, second, scored: { events: 800 } });
  });

  test('of a model with itself is one line; faults have their exit codes', async () => {
    const [first] = versions as [string];
    expect(await runCli(['models', 'compare', first, first, ...config])).toMatchObject({
      code: 0,
      stdout: `${first} and ${first} are the same model\n`,
    });
    expect(await runCli(['models', 'compare', 'ffff', ...config])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('has no version "ffff"'),
    });
    const empty = join(folder, 'empty');
    writeFileSync(empty, '');
    expect(await runCli(['models', 'compare', first, '--input', empty, ...config])).toMatchObject({
      code: 3,
    });
    writeFileSync(empty, 'x\n');
    expect(await runCli(['models', 'compare', first, '--input', empty, ...config])).toMatchObject({
      code: 4,
    });
    expect(await runCli(['models', 'compare', ...config])).toMatchObject({ code: 2 });
    writeFileSync(join(folder, 'auth', `${versions[1]}.json`), '{"format":"sidecar-model",');
    for (const verb of ['compare', 'promote']) {
      expect(await runCli(['models', verb, versions[1]!, ...config])).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringContaining('is damaged'),
      });
    }
  });
});

test('drift tells a burst from drift', async () => {
  const line = (time: number, fields: object): string =>
    JSON.stringify({
      TimeCreated: new Date(Date.UTC(2026, 8, 1) + time).toISOString(),
      user: 'ann',
      src: '10.0.0.1',
      dest: 'HOST1',
      signature_id: 4624,
      action: 'success',
      ...fields,
    });
  const ordinary = Array.from({ length: 720 }, (_, hour) =>
    line(hour * 3_600_000, { user: `user${hour % 9}` }),
  );
  const guesses = Array.from({ length: 400 }, (_, i) =>
    line(240 * 3_600_000 + i * 1000, {
      user: 'bo\u001bss',
      src: '203.0.113.9',
      signature_id: 4625,
      action: 'failure',
    }),
  );
  const [before, after, model] = ['before', 'after', 'm.json'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(before, ordinary.join('\n'));
  writeFileSync(after, [...ordinary, ...guesses].join('\n'));
  await runCli(['train', '--input', before, '--model', model]);
  const { code, stdout } = await runCli(['drift', '--input', after, '--model', model]);
  expect(code).toBe(0);
  expect(stdout.split('\n').slice(0, 3)).toEqual([
    'no drift in 1,120 events, apart from what came all at once',
    'burst of failures, left out: 400 events (35.7 %) from 203.0.113.9 on bo\\x1bss, 2026-09-11 00:00 to 00:06 UTC',
    'an attack or an outage looks like this, a change of habits does not; with it, this would look like drift: signature moved most, 4625/failure from 0.0 % to 35.7 %',
  ]);
});
