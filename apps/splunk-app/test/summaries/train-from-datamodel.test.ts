import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMachineAccount, isRejection, normaliseLine } from '@sidecar/events';
import { formatEvent, generate } from '@sidecar/log-generator';
import { parseConfig, run, type RunReport } from '@sidecar/pipeline';
import { startEmulator } from '@sidecar/splunk-emulator';
import { expect, onTestFinished, test } from 'vitest';
import { buildApp } from '../../src/build/build-app.ts';

const START = Date.parse('2026-09-21T00:00:00Z');
const END = Date.parse('2026-09-22T00:00:00Z');

/** Fields of the data model that a model is trained on. */
const kept = ['user', 'src_user', 'src', 'dest', 'signature_id', 'signature', 'action'] as const;

/** What the data model has of an event: whole seconds, its own fields. A successful machine account is not in it, and no end of a session. */
function reduced(line: string): string[] {
  const event = normaliseLine(line);
  if (isRejection(event)) return [line];
  if (event.action === 'success' && isMachineAccount(event.user)) return [];
  if (event.signature_id === 4634 || event.signature_id === 4647) return [];
  const fields = Object.fromEntries(kept.map((name) => [name, event[name]]));
  return [
    JSON.stringify({ TimeCreated: new Date(Math.floor(event.time / 1000) * 1000).toISOString(), ...fields }),
  ];
}

test('the model from the data model is that of the events without what the data model has not', async () => {
  const sizes = { people: 12, services: 3, admins: 2 };
  const generated = generate({ events: 600, seed: 8, start: new Date(START), end: new Date(END), ...sizes });
  const lines = Array.from(generated, ({ event }) => formatEvent(event, 'seed'));
  const machines = lines.slice(0, 60).map((line, i) => {
    const event = JSON.parse(line) as Record<string, unknown>;
    return JSON.stringify({ ...event, user: `WS${i % 7}$`, action: i % 3 === 0 ? 'failure' : 'success' });
  });
  const all = [...lines, ...machines, ...lines.slice(0, 25)];
  // Tags are known within the app, and the data model looks into the indexes that a role searches by default.
  const users = [{ name: 'sidecar', token: 'the-token-of-the-service-account', roles: ['sidecar_service'] }];
  const splunk = await startEmulator({ apps: [buildApp()], users, now: () => END + 3_600_000 });
  onTestFinished(() => splunk.close());
  await splunk.addEvents('ml_sidecar', 'ml:sidecar:json', all);
  const folder = mkdtempSync(join(tmpdir(), 'sidecar-datamodel-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'reduced.ndjson');
  const expected = all.flatMap(reduced);
  writeFileSync(file, expected.map((line) => `${line}\n`).join(''));

  const runOn = (name: string, ingestion: object): Promise<RunReport> => {
    const { config } = parseConfig(
      JSON.stringify({
        general: { model_dir: join(folder, name) },
        ingestion,
        modeling: { k_candidates: [4] },
        output: { writers: ['ndjson'], ndjson: { directory: join(folder, `${name}-results`) } },
      }),
      { runnable: true },
    );
    return run({ config, runId: name, now: new Date(END) });
  };
  const fromFile = await runOn('file', { source: 'files', files: [file] });
  const connection = { base_url: splunk.baseUrl, auth_token: users[0]!.token, app: 'ml_sidecar_app' };
  const time = { earliest: String(START / 1000), latest: String(END / 1000) };
  const fromModel = await runOn('datamodel', { mode: 'datamodel', ...time, splunk: connection });
  expect(expected.length).toBeLessThan(all.length - 40);
  expect(fromModel.rejected).toBe(0);
  expect(fromModel.events).toBe(fromFile.events);
  expect(fromModel.modelVersion).toBe(fromFile.modelVersion);
});
