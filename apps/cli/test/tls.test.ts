import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator, type Emulator } from '@sidecar/splunk-emulator';
import { generate, type SelfsignedOptions } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { runCli } from './run-cli.ts';

interface Pair {
  readonly key: string;
  readonly cert: string;
}

const day = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'sidecar-tls-'));
const pairs: Record<string, Pair> = {};

beforeAll(async () => {
  const authority = await make('Test authority', [{ name: 'basicConstraints', cA: true }]);
  const named = (ip: string): SelfsignedOptions['extensions'] => [
    { name: 'subjectAltName', altNames: [{ type: 7, ip }] },
  ];
  pairs['good'] = await make('127.0.0.1', named('127.0.0.1'), authority);
  pairs['expired'] = await make('127.0.0.1', named('127.0.0.1'), authority, -2 * day, -day);
  pairs['made for another name'] = await make('127.0.0.2', named('127.0.0.2'), authority);
  writeFileSync(join(folder, 'ca.pem'), authority.cert);
  writeFileSync(join(folder, 'empty.pem'), 'nothing\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function make(
  name: string,
  extensions: SelfsignedOptions['extensions'],
  authority?: Pair,
  from = -day,
  to = day,
): Promise<Pair> {
  const now = Date.now();
  const pems = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now + from),
    notAfterDate: new Date(now + to),
    ...(extensions ? { extensions } : {}),
    ...(authority ? { ca: authority } : {}),
  });
  return { key: pems.private, cert: pems.cert };
}

async function splunkWith(certificate: string): Promise<Emulator> {
  const splunk = await startEmulator({ tls: pairs[certificate]! });
  onTestFinished(() => splunk.close());
  const event = { TimeCreated: '2026-09-30T09:00:00Z', user: 'ann', action: 'success', signature_id: 4624 };
  await splunk.addEvents(
    'main',
    'json',
    Array.from({ length: 30 }, (_, i) => ({ ...event, dest: `host${i}` })),
  );
  return splunk;
}

/** Runs a command against the server; `tls` goes into the connection. */
async function sidecar(command: 'run' | 'doctor', splunk: Emulator, tls: string) {
  const home = mkdtempSync(join(folder, 'home-'));
  const file = join(home, 'sidecar.yaml');
  writeFileSync(
    file,
    `general: { model_dir: ${JSON.stringify(join(home, 'models'))} }
ingestion:
  query: index=main
  earliest: "0"
  splunk: { base_url: ${JSON.stringify(splunk.baseUrl)}, auth_token: ${splunk.token}, ${tls} }
output: { splunk_kvstore: { app: search } }
`,
  );
  const { code, stdout, stderr } = await runCli([command, '--config', file, '--log', 'text']);
  return { code, told: (stdout + stderr).replaceAll(splunk.baseUrl, 'SPLUNK') };
}

const ca = `ca_file: ${JSON.stringify(join(folder, 'ca.pem'))}`;

test('a private authority is trusted when its certificate is given, from run to KV Store', async () => {
  const splunk = await splunkWith('good');
  expect(await sidecar('run', splunk, ca)).toMatchObject({ code: 0 });
  const { code, told } = await sidecar('doctor', splunk, ca);
  expect(code).toBe(0);
  expect(told).not.toMatch(/[✖!]/);
});

describe.for([
  {
    name: 'good',
    tls: 'insecure: false',
    reason: 'shows a certificate of an unknown authority',
    remedy: 'Put the certificate of the issuing authority into ca_file',
  },
  {
    name: 'expired',
    tls: ca,
    reason: 'shows a certificate that has expired',
    remedy: 'Have the certificate of the server renewed',
  },
  {
    name: 'made for another name',
    tls: ca,
    reason: 'shows a certificate made for another name',
    remedy: 'Write into base_url the name that the certificate was made for',
  },
])('a certificate that is $name, with $tls', ({ name, tls, reason, remedy }) => {
  test('ends a run with 1 and one sentence', async () => {
    const splunk = await splunkWith(name);
    const { code, told } = await sidecar('run', splunk, tls);
    expect(code).toBe(1);
    expect(told).toMatch(new RegExp(`^sidecar: SPLUNK ${reason} \\([A-Z_]+\\); [^\\n]+\\.$`, 'm'));
    expect(splunk.requests).toEqual([]);
  });

  test('is found by doctor, with what to do', async () => {
    const { code, told } = await sidecar('doctor', await splunkWith(name), tls);
    expect(code).toBe(1);
    expect(told).toContain(`✖ source server: SPLUNK ${reason}`);
    expect(told).toContain(remedy);
    expect(told).toContain('– query: not looked at');
  });

  test('is accepted by insecure alone, with a warning', async () => {
    const splunk = await splunkWith(name);
    const { code, told } = await sidecar('run', splunk, 'insecure: true');
    expect(code).toBe(0);
    expect(told).toContain(
      'warning: The certificate of SPLUNK is not verified; give its CA file instead of insecure.',
    );
    expect((await sidecar('doctor', splunk, 'insecure: true')).told).toContain(
      '! source TLS: The certificate of SPLUNK is not verified',
    );
  });
});

test('a ca_file without a certificate is a mistake in the configuration', async () => {
  const splunk = await splunkWith('good');
  const empty = `ca_file: ${JSON.stringify(join(folder, 'empty.pem'))}`;
  const { code, told } = await sidecar('run', splunk, empty);
  expect(code).toBe(2);
  expect(told).toContain(`found no certificate in ${join(folder, 'empty.pem')}`);
  expect((await sidecar('doctor', splunk, empty)).told).toContain(
    '✖ source server: ca_file: no certificate in',
  );
});
