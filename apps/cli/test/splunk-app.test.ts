import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli, type CliResult } from './run-cli.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidecar-splunk-app-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (...names: string[]): string => join(folder, ...names);
const build = (out: string, ...options: string[]): Promise<CliResult> =>
  runCli(['splunk-app', 'build', '--out', at(out), ...options]);
const lint = (path: string, ...options: string[]): Promise<CliResult> =>
  runCli(['splunk-app', 'lint', at(path), ...options]);

/** Builds the app into a folder and changes a file of it. */
async function changed(path: string, change: (text: string) => string): Promise<void> {
  await build('.');
  const place = at('ml_sidecar_app', path);
  writeFileSync(place, change(readFileSync(place, 'utf8')));
}

describe('splunk-app build', () => {
  test('writes the same bytes each time and says what is in them', async () => {
    const first = await build('a.spl');
    const second = await build('b.spl');
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(readFileSync(at('a.spl')).equals(readFileSync(at('b.spl')))).toBe(true);
    expect(first.stdout).toMatch(
      /^app ml_sidecar_app 1\.0\.0 in .*a\.spl: \d+ files, \d+ kB, sha256 [\da-f]{16}\n\d+ collections, \d+ dashboards, \d+ saved searches \(all off\), \d+ macros, 4 indexes, 3 roles\nchecked against \d+ rules: no failure, 0 warnings\n$/,
    );
  });

  test('what tar and gzip make of it is the app', async () => {
    await build('a.spl', '--name', 'soc_sidecar', '--app-version', '2.1.0', '--index', 'wineventlog');
    const list = execFileSync('tar', ['-tvzf', at('a.spl')], { encoding: 'utf8' });
    expect(list).toMatch(/^drwxr-xr-x .* soc_sidecar\/$/m);
    expect(list).toMatch(/^-rw-r--r-- (?:root\/root|0\/0) .*1980-01-01 .* soc_sidecar\/default\/app\.conf$/m);
    const conf = execFileSync('tar', ['-xOzf', at('a.spl'), 'soc_sidecar/default/macros.conf'], {
      encoding: 'utf8',
    });
    expect(conf).toContain('definition = index=wineventlog sourcetype="ml:sidecar:json"');
  });

  test('into a folder of apps it leaves what users changed', async () => {
    await build('.');
    mkdirSync(at('ml_sidecar_app', 'local'));
    writeFileSync(at('ml_sidecar_app', 'local', 'macros.conf'), '[sidecar_minimum_score]\ndefinition = 95\n');
    expect((await build('.', '--app-version', '1.1.0')).code).toBe(0);
    expect(readFileSync(at('ml_sidecar_app', 'local', 'macros.conf'), 'utf8')).toContain('95');
    expect(readFileSync(at('ml_sidecar_app', 'default', 'app.conf'), 'utf8')).toContain('version = 1.1.0');
  });

  test.for([
    { options: ['--name', '1app'], message: '--name is 1app, expected up to 80 letters' },
    { options: ['--app-version', '1.2'], message: '--app-version is 1.2, expected a semantic version' },
    { options: ['--metrics-index', 'Bad'], message: '--metrics-index is Bad, expected up to 80 of a-z' },
    {
      options: ['--summary-index', 'ml_sidecar'],
      message: '--summary-index is ml_sidecar, expected an index of its own',
    },
    { options: ['--sourcetype', 'a b'], message: '--sourcetype is a b, expected letters' },
    { options: ['--write-role', '*'], message: '--write-role is *, expected names of roles' },
    { options: ['--export', 'all'], message: 'Allowed choices are app, system' },
  ])('refuses $options as wrong usage and writes nothing', async ({ options, message }) => {
    const { code, stderr } = await build('a.spl', ...options);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(existsSync(at('a.spl'))).toBe(false);
  });

  test('tells warnings and writes all the same', async () => {
    const { code, stdout } = await build('a.spl', '--write-role', 'admin');
    expect(code).toBe(0);
    expect(stdout).toContain('warning');
    expect(stdout).toContain('sc_admin');
    expect(existsSync(at('a.spl'))).toBe(true);
  });

  test('a folder that is not there is a failure that names it', async () => {
    const { code, stderr } = await build(join('missing', 'a.spl'));
    expect(code).toBe(1);
    expect(stderr).toContain('missing');
  });
});

describe('splunk-app lint', () => {
  test('finds nothing in what build writes, packed or not', async () => {
    await build('a.spl');
    await build('.');
    for (const path of ['a.spl', 'ml_sidecar_app']) {
      const { code, stdout } = await lint(path);
      expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+ rules: 0 failures, 0 warnings\n$/)]);
    }
  });

  test('shows severity, rule, place and what to do, and fails', async () => {
    await changed('default/savedsearches.conf', (text) =>
      text.replace('cron_schedule = 17', 'cron_schedule = 71'),
    );
    const { code, stdout } = await lint('ml_sidecar_app');
    expect(code).toBe(1);
    const [head, first] = stdout.split('\n');
    expect(head).toMatch(/^severity +rule +where +what to do$/);
    expect(first).toMatch(/^failure +check_for_gratuitous_cron_ +default\/ +\[Sidecar - /);
    expect(stdout).toMatch(/savedsearches\.conf:\d+/);
    expect(stdout).toMatch(/\d+ rules: 1 failure, 0 warnings\n$/);
  });

  test('asks less of an app for an own server, and tells it as JSON', async () => {
    await changed('default/indexes.conf', (text) => `${text}maxTotalDataSizeMB = 5000\n`);
    const { stdout } = await lint('ml_sidecar_app', '--json');
    expect(JSON.parse(stdout)).toMatchObject([
      { rule: 'check_indexes_conf_properties', severity: 'failure', path: 'default/indexes.conf' },
    ]);
    expect((await lint('ml_sidecar_app', '--target', 'enterprise')).code).toBe(0);
  });

  test.for([
    { name: 'not gzip', content: 'hello', exit: 1, message: 'the archive is not gzip' },
    { name: 'missing', content: undefined, exit: 2, message: 'app.spl' },
  ])('an archive that is $name ends with $exit', async ({ content, exit, message }) => {
    if (content !== undefined) writeFileSync(at('app.spl'), content);
    const { code, stderr } = await lint('app.spl');
    expect(code).toBe(exit);
    expect(stderr).toContain(message);
  });
});
