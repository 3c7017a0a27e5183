import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { FaultPlan } from '@sidecar/splunk-emulator';
import { expect, test, vi } from 'vitest';
import { doctor, parseConfig, type ProgressEvent, run, type SidecarConfig } from '../src/index.ts';
import { everythingIn, generatedLines, NOW, openFolder, openSplunk } from './workspace.ts';

const TOKEN = 'tokenOfTheSource-7f3a91c2d4';
const PASSWORD = 'pass word of the target/9e2b';
const secrets = [
  TOKEN,
  PASSWORD,
  encodeURIComponent(PASSWORD),
  Buffer.from(TOKEN).toString('base64'),
  Buffer.from(`admin:${PASSWORD}`).toString('base64'),
];

/** All that can be seen of a value: as JSON, as the console shows it, hidden parts, causes and stacks included. */
function allOf(value: unknown): string {
  const seen = [inspect(value, { depth: Infinity, showHidden: true }), JSON.stringify(value) ?? ''];
  for (let error = value; error instanceof Error; error = error.cause)
    seen.push(error.stack ?? '', String(error));
  return seen.join('\n');
}

function expectNoSecret(text: string): void {
  for (const secret of secrets)
    expect(text.includes(secret), `found ${secret} in ${text.slice(0, 500)}`).toBe(false);
}

/** A token for the source, and a name with a password for the target. */
function configFor(baseUrl: string, folder: string): SidecarConfig {
  writeFileSync(join(folder, 'password'), `${PASSWORD}\n`);
  const values = {
    general: { model_dir: join(folder, 'models') },
    ingestion: { earliest: '0', splunk: { base_url: baseUrl, auth_token: '${SPLUNK_TOKEN}' } },
    modeling: { k_candidates: [4] },
    output: {
      writers: ['splunk_kvstore', 'ndjson'],
      ndjson: { directory: join(folder, 'results') },
      splunk_kvstore: { app: 'search', base_url: baseUrl, username: 'admin', password_file: 'password' },
    },
  };
  const env = { SPLUNK_TOKEN: TOKEN };
  return parseConfig(JSON.stringify(values), { env, readSecret: () => PASSWORD, runnable: true }).config;
}

test('no secret shows in the configuration, reports, progress, warnings, files, collections or on the terminal', async () => {
  const printed: unknown[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => printed.push(text) > 0);
  }
  const folder = openFolder();
  vi.stubEnv('TMPDIR', folder);
  try {
    const splunk = await openSplunk(generatedLines(200), { token: TOKEN, password: PASSWORD });
    const config = configFor(splunk.baseUrl, folder);
    const told: unknown[] = [config, JSON.stringify(config)];
    const onProgress = (event: ProgressEvent): void => {
      told.push(event);
      if (event.stage === 'scoring') told.push(everythingIn(folder).replaceAll(PASSWORD, ''));
    };
    const options = {
      config,
      runId: 'r1',
      now: NOW,
      onProgress,
      onWarning: (warning: unknown) => told.push(warning),
    };
    splunk.setFaults([{ route: 'export', kind: 'quota-503' }]); // the retry warns
    told.push(await run(options), await doctor({ config, now: NOW }), splunk.requests);
    writeFileSync(join(folder, 'password'), '');
    expectNoSecret([...told.map(allOf), everythingIn(folder), ...printed.map(String)].join('\n'));
    expect(told.length).toBeGreaterThan(10);
    expect(printed).toEqual([]);
  } finally {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  }
});

test.for<{ name: string; faults: FaultPlan; token?: string }>([
  { name: 'a token that is refused', faults: [], token: 'another-token-0123456789' },
  {
    name: 'a search that fails',
    faults: [{ route: 'export', kind: 'fatal-after-rows', afterRows: 1, times: 9 }],
  },
  {
    name: 'a stream that is cut',
    faults: [{ route: 'export', kind: 'cut-mid-line', afterRows: 2, times: 9 }],
  },
  { name: 'a login that is refused', faults: [{ route: 'login', kind: 'token-expires', times: 9 }] },
])('no secret shows in the error of $name', async ({ faults, token = TOKEN }) => {
  const folder = openFolder();
  const splunk = await openSplunk(generatedLines(50), { token, password: PASSWORD });
  splunk.setFaults(faults);
  const config = configFor(splunk.baseUrl, folder);
  const error: unknown = await run({ config, runId: 'r1', now: NOW }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Error);
  expectNoSecret(allOf(error));
  expectNoSecret(allOf(await doctor({ config, now: NOW })));
});
