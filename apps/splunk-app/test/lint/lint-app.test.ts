import { crc32 } from 'node:zlib';
import { format } from 'prettier';
import { describe, expect, it, test } from 'vitest';
import {
  buildApp,
  lintApp,
  packageOfFiles,
  packApp,
  readArchive,
  rules,
  type Target,
} from '../../src/index.ts';
import { inspectApp } from '../../src/lint/inspected-app.ts';
import { ruleReference } from '../../src/lint/rule-reference.ts';
import { breaks } from './broken-apps.ts';

const name = 'ml_sidecar_app';
const files = buildApp();
const ours = packageOfFiles(files, { name });
const broken = breaks((bytes) => crc32(bytes));

test('our app breaks no rule, in Splunk Cloud or elsewhere', async () => {
  expect(await lintApp(ours)).toEqual([]);
  expect(await lintApp(ours, { target: 'enterprise' })).toEqual([]);
});

test('no more does an app of other names', async () => {
  const other = {
    name: 'soc.sidecar',
    index: 'wineventlog',
    sourcetype: 'XmlWinEventLog',
    summaryIndex: 's-1',
    metricsIndex: 'm_1',
  };
  const app = packageOfFiles(buildApp({ ...other, export: 'system', readRoles: ['soc', 'power'] }), other);
  expect(await lintApp(app)).toEqual([]);
});

test('an archive is read as it was packed', async () => {
  const read = await readArchive(await packApp(files, { name }));
  expect(read.folder).toBe(name);
  expect(read.outside).toEqual([]);
  expect(read.files).toEqual(
    ours.files
      .map((file) => ({ ...file, content: Buffer.from(file.content) }))
      .map((file) => expect.objectContaining(file)),
  );
  expect(read.folders).toContainEqual({ path: 'default/data/ui/', mode: 0o755 });
});

describe('each rule fires on a broken app', () => {
  it.for(broken)('$rule: $path', async ({ rule, path, change }) => {
    const { check } = rules.find(({ id }) => id === rule)!;
    expect(await check(inspectApp(ours))).toEqual([]);
    expect(await check(inspectApp(change(ours)))).toContainEqual(
      expect.objectContaining({
        path,
        message: expect.stringMatching(/\S/),
        remedy: expect.stringMatching(/\.$/),
      }),
    );
  });

  it('and none is left out', () => {
    const tried = new Set(broken.map(({ rule }) => rule));
    expect(rules.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
  });
});

test('findings name the line, failures first', async () => {
  const app = broken.find(({ rule }) => rule === 'sidecar_search_runs')!.change(ours);
  const [first] = await lintApp(app);
  expect(first!.message).toBe(
    "[Sidecar - Incident above the risk limit] does not run: Unknown search command 'sortt'.",
  );
  const text = new TextDecoder().decode(app.files.find(({ path }) => path === first!.path)!.content);
  expect(text.split('\n')[first!.line! - 1]).toMatch(/^search = /);
});

test('what only Splunk Cloud asks for does not matter elsewhere', async () => {
  const { change } = broken.find(({ rule }) => rule === 'check_indexes_conf_properties')!;
  const rulesOf = async (target: Target): Promise<string[]> =>
    (await lintApp(change(ours), { target })).map(({ rule }) => rule);
  expect(await rulesOf('cloud')).toEqual(['check_indexes_conf_properties']);
  expect(await rulesOf('enterprise')).toEqual([]);
});

test('the reference in docs is current', async () => {
  const text = await format(ruleReference(), { parser: 'markdown', printWidth: 110 });
  await expect(text).toMatchFileSnapshot('../../../../docs/splunk-app-rules.md');
});
