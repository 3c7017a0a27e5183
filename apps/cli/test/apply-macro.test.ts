import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

let folder = '';
let model = '';
const log = ['--log', 'text'];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sidecar-apply-'));
  model = join(folder, 'model.json');
  const events = join(folder, 'events.ndjson');
  await runCli([
    'generate',
    '--events',
    '2000',
    '--people',
    '10',
    '--out',
    events,
    '--end',
    '2026-10-01T00:00:00Z',
    ...log,
  ]);
  expect(await runCli(['train', '--input', events, '--model', model, '--no-keep', ...log])).toMatchObject({
    code: 0,
  });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const apply = (...args: readonly string[]): ReturnType<typeof runCli> =>
  runCli(['splunk-app', 'apply-macro', ...args, ...log]);

describe('sidecar splunk-app apply-macro', () => {
  test('writes one file that Splunk installs, the same bytes each time', async () => {
    const [first, second] = [join(folder, 'first.spl'), join(folder, 'second.tgz')];
    const { code, stdout, stderr } = await apply('--model', model, '--out', first);
    expect({ code, stderr: stderr.replaceAll(/\d/g, '') }).toMatchObject({ code: 0 });
    expect(stdout).toMatch(
      /^app ml_sidecar_model with model [\da-f]{12} in .*first\.spl\n41 lookups, [\d,]+ rows, [\d.]+ MB; the largest: /,
    );
    await apply('--model', model, '--out', second);
    expect(readFileSync(second).equals(readFileSync(first))).toBe(true);
    const archive = gunzipSync(readFileSync(first)).toString('latin1');
    for (const path of ['default/macros.conf', 'lookups/sidecar_apply_accounts.csv', 'metadata/default.meta'])
      expect(archive).toContain(`ml_sidecar_model/${path}`);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('writes into the folder of apps, where it replaces an older version but not what a user changed', async () => {
    const apps = join(folder, 'apps');
    const local = join(apps, 'my_model', 'local');
    mkdirSync(local, { recursive: true });
    mkdirSync(join(apps, 'my_model', 'metadata'));
    mkdirSync(join(apps, 'my_model', 'default'));
    writeFileSync(join(local, 'macros.conf'), '[sidecar_apply_index]\ndefinition = index=auth\n');
    writeFileSync(join(apps, 'my_model', 'metadata', 'local.meta'), '[]\n');
    writeFileSync(join(apps, 'my_model', 'default', 'old.conf'), '');
    const { code } = await apply('--model', model, '--out', apps, '--name', 'my_model', '--index', 'auth');
    expect(code).toBe(0);
    expect(readFileSync(join(local, 'macros.conf'), 'utf8')).toContain('definition = index=auth');
    expect(readdirSync(join(apps, 'my_model', 'metadata'))).toEqual(['default.meta', 'local.meta']);
    expect(readdirSync(join(apps, 'my_model', 'default'))).not.toContain('old.conf');
    expect(readFileSync(join(apps, 'my_model', 'default', 'app.conf'), 'utf8')).toContain('id = my_model');
    expect(readFileSync(join(apps, 'my_model', 'default', 'macros.conf'), 'utf8')).toContain(
      'definition = index=auth sourcetype',
    );
    expect(readdirSync(apps)).toEqual(['my_model']);
  });

  test('refuses what it cannot do in one sentence', async () => {
    const out = join(folder, 'none.spl');
    const missing = await apply('--model', join(folder, 'nowhere.json'), '--out', out);
    expect(missing).toMatchObject({ code: 2, stdout: '' });
    expect(missing.stderr).toMatch(/^sidecar: .*nowhere\.json.*\n$/);
    const classic = join(folder, 'classic.json');
    const config = join(folder, 'classic.yaml');
    writeFileSync(config, 'modeling: { preset: classic }\n');
    await runCli([
      'train',
      '--input',
      join(folder, 'events.ndjson'),
      '--model',
      classic,
      '--config',
      config,
      ...log,
    ]);
    expect(await apply('--model', classic, '--out', out)).toMatchObject({
      code: 2,
      stderr: `sidecar: ${classic} is a model of preset "classic", whose scores depend on the other events of a run: expected "behavior"\n`,
    });
    const name = await apply('--model', model, '--out', out, '--name', '9lives');
    expect(name).toMatchObject({ code: 2 });
    expect(name.stderr).toContain('name is 9lives, expected up to 80 letters');
    expect(readdirSync(folder)).not.toContain('none.spl');
    expect(await apply('--model', model, '--out', join(folder, 'no', 'such', 'x.spl'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('there is no such file or folder') as string,
    });
  });

  test('explains itself with an example', async () => {
    const { stdout } = await runCli(['splunk-app', 'apply-macro', '--help']);
    expect(stdout).toContain('sidecar splunk-app apply-macro --model model.json --out ml_sidecar_model.spl');
  });
});
