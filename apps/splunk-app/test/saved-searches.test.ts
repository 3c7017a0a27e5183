import { parseConf } from '@sidecar/spl/conf';
import { type Emulator, startEmulator } from '@sidecar/splunk-emulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appOptions } from '../src/app-options.ts';
import { appContentOf } from '../src/build/app-content-of.ts';
import { buildApp } from '../src/build/build-app.ts';
import { APP, as, dispatched, logons, NOW } from './as-user.ts';

const { searches } = appContentOf(appOptions());
const writes = ({ search }: { readonly search: string }): boolean =>
  /\b(?:outputlookup|m?collect)\b/.test(search);

let splunk: Emulator;
beforeAll(async () => {
  splunk = await startEmulator({
    apps: [buildApp()],
    now: () => NOW,
    users: ['summary', 'analyst'].map((name) => ({ name, token: name, roles: [`sidecar_${name}`] })),
  });
  await splunk.addEvents('ml_sidecar', 'ml:sidecar:json', logons());
  const verdict = [{ _key: 'f', feedback_id: 'f', version: 1, created_at: '2026-10-01T12:00:00Z' }];
  const collection = `/servicesNS/nobody/${APP}/storage/collections/data/auth_feedback/batch_save`;
  expect(await as(splunk, 'admin').call('POST', collection, verdict)).toMatchObject({ status: 200 });
  for (const { name } of searches) {
    const path = `/servicesNS/nobody/${APP}/saved/searches/${encodeURIComponent(name)}`;
    expect(await as(splunk, 'admin').call('POST', path, { disabled: '0' })).toMatchObject({ status: 200 });
  }
});
afterAll(() => splunk.close());

test('every saved search is delivered off, with a schedule, a time range and a description', () => {
  const file = buildApp().find(({ path }) => path === 'default/savedsearches.conf')!;
  const { stanzas } = parseConf(String(file.content));
  expect(stanzas.map(({ name }) => name).sort()).toEqual(searches.map(({ name }) => name).sort());
  for (const { name, settings } of stanzas) {
    expect([name, settings['disabled'], settings['enableSched']]).toEqual([name, '1', '1']);
    expect(settings['description']!.length, name).toBeGreaterThan(40);
    expect(settings['dispatch.earliest_time'], name).toMatch(/^-\d+[mhd](?:@[mhd])?$/);
    expect(settings['dispatch.latest_time'], name).toMatch(/^(?:now|@d|-\d+h@h)$/);
    const [minute, ...rest] = settings['cron_schedule']!.split(' ');
    expect(minute, `${name}: every five minutes at most`).toMatch(/^(?:\d+|\d+-59\/(?:[5-9]|\d\d))$/);
    expect(rest, name).toHaveLength(4);
  }
});

test('those that run every hour start in different minutes', () => {
  const hourly = searches
    .map(({ cron }) => /^(\d+) \*/.exec(cron)?.[1])
    .filter((minute) => minute !== undefined);
  expect(hourly.filter((minute, i) => hourly.indexOf(minute) !== i)).toEqual([]);
});

describe.for(searches.map((saved) => [saved.name, saved] as const))('%s', ([name, saved]) => {
  test('runs for the role of those who own such searches', async () => {
    expect(await dispatched(splunk, 'summary', name)).toEqual({ state: 'DONE', messages: [] });
  });

  test(writes(saved) ? 'does not run for an analyst' : 'runs for an analyst as well', async () => {
    const { state } = await dispatched(splunk, 'analyst', name);
    expect(state === 'DONE').toBe(!writes(saved));
  });
});

test('those that write have written', async () => {
  const admin = as(splunk, 'admin');
  const count = async (search: string): Promise<number> => Number((await admin.rows(search))[0]?.['count']);
  expect(await count('search index=sidecar_summary record=look | stats count')).toBeGreaterThan(0);
  expect(await count('search index=sidecar_summary source=sidecar_feedback_audit | stats count')).toBe(1);
  expect(await count('| inputlookup auth_feedback_audit_lookup | stats count')).toBe(1);
  const measured = '| mstats max(logons.events) AS most WHERE index=sidecar_metrics BY user | stats count';
  expect(await count(measured)).toBe(3);
});
