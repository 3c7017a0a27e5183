import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { acceleratedFields, splunkCollections } from '@sidecar/pipeline/collections';
import { type ConfStanza, parseConf } from '@sidecar/spl/conf';
import { expect, it, test } from 'vitest';
import { detections } from '../../src/searches/detections.ts';
import { type AppFile, buildApp, packApp } from '../../src/index.ts';

const files = buildApp();

function textOf(path: string, among: readonly AppFile[] = files): string {
  return among.find((file) => file.path === path)!.content as string;
}

function stanzasOf(path: string, among: readonly AppFile[] = files): Record<string, ConfStanza['settings']> {
  const { stanzas, problems } = parseConf(textOf(path, among));
  expect(problems).toEqual([]);
  return Object.fromEntries(stanzas.map(({ name, settings }) => [name, settings]));
}

test('collections.conf and transforms.conf hold every collection, field and index of the definition', () => {
  const collections = stanzasOf('default/collections.conf');
  const transforms = stanzasOf('default/transforms.conf');
  expect(Object.keys(collections)).toEqual(splunkCollections.map(({ name }) => name));
  for (const collection of splunkCollections) {
    const { name, fields } = collection;
    const declared = Object.entries(fields).map(([field, type]) => [`field.${field}`, type]);
    const indexes = Object.entries(acceleratedFields(collection)).map(([index, on]) => [
      `accelerated_fields.${index}`,
      JSON.stringify(on),
    ]);
    const settings = [['enforceTypes', 'false'], ['replicate', 'false'], ...declared, ...indexes];
    expect(Object.entries(collections[name]!)).toEqual(settings);
    expect(transforms[`${name}_lookup`]).toEqual({
      external_type: 'kvstore',
      collection: name,
      fields_list: ['_key', ...Object.keys(fields)].join(', '),
    });
  }
});

test('a detection is off, scheduled, described, told once and ends in a filter of its own that lets all through', () => {
  const searches = stanzasOf('default/savedsearches.conf');
  const macros = stanzasOf('default/macros.conf');
  const filters = detections.map(({ title }) => {
    const search = searches[`Sidecar - ${title}`]!;
    expect(search).toMatchObject({
      disabled: '1',
      enableSched: '1',
      counttype: 'number of events',
      relation: 'greater than',
      quantity: '0',
    });
    expect(search['description']).toMatch(/^[A-Z].{40,}\.$/);
    expect(search['alert.suppress.fields']).toMatch(/\w/);
    const filter = /\| `(sidecar_\w+_filter)`$/.exec(search['search']!)![1]!;
    expect(macros[filter]!['definition']).toBe('search *');
    return filter;
  });
  expect(new Set(filters).size).toBe(detections.length);
  expect(new Set(detections.map(({ cron }) => cron)).size).toBe(detections.length);
});

test('what is chosen reaches every file that names it', () => {
  const chosen = buildApp({
    name: 'soc_app',
    version: '2.3.4-beta.1',
    index: 'wineventlog',
    sourcetype: 'XmlWinEventLog',
    summaryIndex: 'soc_summary',
    metricsIndex: 'soc_metrics',
    readRoles: ['soc', 'power'],
    writeRoles: ['soc_admin'],
    export: 'system',
  });
  const all = chosen.map(({ content }) => (typeof content === 'string' ? content : '')).join('\n');
  for (const gone of [
    'ml_sidecar_app',
    'ml_sidecar"',
    'ml:sidecar:json',
    'sidecar_metrics',
    'index=sidecar_summary',
  ])
    expect(all).not.toContain(gone);
  const app = stanzasOf('default/app.conf', chosen);
  expect([app['id'], app['package']!['id'], app['launcher']!['version']]).toEqual([
    { name: 'soc_app', version: '2.3.4-beta.1' },
    'soc_app',
    '2.3.4-beta.1',
  ]);
  expect(Object.keys(stanzasOf('default/indexes.conf', chosen))).toEqual([
    'wineventlog',
    'soc_summary',
    'soc_metrics',
    'sidecar_results',
  ]);
  expect(Object.keys(stanzasOf('default/props.conf', chosen))).toContain('XmlWinEventLog');
  expect(stanzasOf('metadata/default.meta', chosen)['']).toEqual({
    owner: 'admin',
    access: 'read : [ soc, power ], write : [ soc_admin ]',
    export: 'system',
  });
});

test('the licence is that of the project', () => {
  expect(textOf('LICENSE')).toBe(readFileSync(new URL('../../../../LICENSE', import.meta.url), 'utf8'));
});

it('packs the same bytes whatever the order of files and the time', async () => {
  const [one, two] = await Promise.all([
    packApp(files, { name: 'a' }),
    new Promise((done) => setTimeout(done, 1100)).then(() => packApp(files.toReversed(), { name: 'a' })),
  ]);
  expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
  expect([...one.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
  const first = gunzipSync(one).subarray(0, 512).toString('latin1');
  expect([first.slice(100, 106), first.slice(136, 147)]).toEqual([
    '000755',
    (315_532_800).toString(8).padStart(11, '0'),
  ]);
});
