import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { main } from '../src/index.ts';
import { runCli } from './run-cli.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'emulator-command-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, value: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
};

/** Runs the command until its greeting is there, lets `use` work with it, and ends it as a closed pipe does. */
async function whileRunning(
  args: readonly string[],
  use: (said: Record<string, string>, greeting: string) => Promise<void>,
): Promise<void> {
  const [stdout, stderr] = [new PassThrough({ encoding: 'utf8' }), new PassThrough({ encoding: 'utf8' })];
  const io = { stdin: Readable.from(['']), stdout, stderr, env: {} };
  const ended = main(['emulator', '--port', '0', ...args], io);
  const greeting = await Promise.race([
    new Promise<string>((resolve) => stdout.once('data', resolve)),
    ended.then((code) => {
      throw new Error(`ended with ${code}: ${String(stderr.read())}`);
    }),
  ]);
  const said = Object.fromEntries(
    [...greeting.matchAll(/^([^:\n]+): (.*)$/gm)].map(([, key, value]) => [key, value]),
  );
  try {
    await use(said as Record<string, string>, greeting);
  } finally {
    stdout.emit('error', Object.assign(new Error('closed'), { code: 'EPIPE' }));
    expect(await ended).toBe(0);
  }
}

test('serves further users, a port of its own for HEC, and other limits', async () => {
  const users = file('users.json', {
    users: [{ name: 'ml', token: 'ml-token', roles: ['ml'] }],
    roles: { ml: { capabilities: ['search'], srchIndexesAllowed: ['win*'], srchJobsQuota: 2 } },
  });
  const events = file('events.ndjson', '{"time":1}\n{"time":2}\n');
  const options = ['--users', users, '--hec-port', '0', '--hec-token', 'h', '--hec-ack', '--load', events];
  const limits = ['--limit', 'maxDocumentsPerBatchSave=7', '--limit', 'maxResultRows=9'];
  await whileRunning([...options, ...limits], async (said, greeting) => {
    expect(greeting.replace(/:\d{2,}/g, ':PORT').replace(/eyJ\S+/, 'TOKEN')).toBe(
      [
        'url: http://127.0.0.1:PORT',
        'username: admin',
        'password: changeme',
        'token: TOKEN',
        'token of ml: ml-token',
        'hec url: http://127.0.0.1:PORT',
        'hec token: h',
        '',
      ].join('\n'),
    );
    const ask = async (path: string, token: string): Promise<any> =>
      (await fetch(`${said['url']}${path}`, { headers: { authorization: `Bearer ${token}` } })).json();
    const me = await ask('/services/authentication/current-context?output_mode=json', 'ml-token');
    expect(me.entry[0].content).toMatchObject({ username: 'ml', capabilities: ['search'] });
    const kv = await ask('/services/configs/conf-limits/kvstore?output_mode=json', said['token']!);
    expect(kv.entry[0].content.max_documents_per_batch_save).toBe('7');
    const index = await ask('/services/data/indexes/ml_sidecar?output_mode=json', said['token']!);
    expect(index.entry[0].content.totalEventCount).toBe(2);
    const hec = await fetch(`${said['hec url']}/services/collector`, {
      method: 'POST',
      headers: { authorization: 'Splunk h' },
      body: '{"event":1}',
    });
    expect(await hec.json()).toEqual({ text: 'Data channel is missing', code: 10 });
  });
});

test('lets go wrong what a plan says and what a seed draws, and shows both', async () => {
  const plan = file('faults.json', [{ route: 'other', kind: 'unavailable-503' }]);
  await whileRunning(['--faults', plan, '--fault-seed', '7'], async ({ url, token }, greeting) => {
    const rules = [...greeting.matchAll(/^fault: (.*)$/gm)].map(([, rule]) => JSON.parse(rule!));
    expect(rules[0]).toEqual({ route: 'other', kind: 'unavailable-503' });
    expect(rules.length).toBeGreaterThan(1);
    const ask = (): Promise<Response> =>
      fetch(`${url}/services/server/info`, { headers: { authorization: `Bearer ${token}` } });
    expect([(await ask()).status, (await ask()).status]).toEqual([503, 200]);
  });
});

describe('refuses, as wrong usage,', () => {
  test.for([
    {
      name: 'a limit that is no number',
      args: () => ['--limit', 'maxResultRows=many'],
      message:
        "option '--limit <name=number>' argument 'maxResultRows=many' is invalid. Expected name=number.",
    },
    {
      name: 'a limit that does not exist',
      args: () => ['--limit', 'rows=1'],
      message: "limits has 'rows', expected only",
    },
    {
      name: 'a fault that does not exist',
      args: () => ['--faults', file('f.json', [{ route: 'any', kind: 'explode' }])],
      message: "faults[0].kind is 'explode', expected one of refuse, reset-midway",
    },
    {
      name: 'a plan that is no JSON',
      args: () => ['--faults', file('f.json', '[')],
      message: 'f.json is not JSON',
    },
    {
      name: 'a plan that is no list',
      args: () => ['--faults', file('f.json', { route: 'any' })],
      message: 'f.json is not a JSON list',
    },
    {
      name: 'a role that does not exist',
      args: () => ['--users', file('u.json', { users: [{ name: 'x', roles: ['boss'] }] })],
      message: "role of x is 'boss', expected one of user, power, admin",
    },
    {
      name: 'an app without an id',
      args: () => ['--app', appFolder('[ui]\nlabel = x\n', 'not an app')],
      message: "the app's id is 'not an app', expected letters, digits, . - and _",
    },
    {
      name: 'users that are no object',
      args: () => ['--users', file('u.json', 7)],
      message: 'is not a JSON object',
    },
  ])('$name', async ({ args, message }) => {
    const { code, stderr } = await runCli(['emulator', '--port', '0', ...args()]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

/** A folder with an app of a macro and a role. */
function appFolder(conf: string, name = 'sample'): string {
  mkdirSync(join(folder, name, 'default'), { recursive: true });
  file(join(name, 'default', 'app.conf'), conf);
  file(join(name, 'default', 'macros.conf'), '[where_all]\ndefinition = index=ml_sidecar\n');
  file(join(name, 'default', 'authorize.conf'), '[role_sampler]\nsearch = enabled\n');
  return join(folder, name);
}

test('installs apps, whose roles users may have', async () => {
  const app = appFolder('[package]\nid = sample\n[launcher]\nversion = 1.2.3\n');
  const users = file('users.json', { users: [{ name: 'ml', token: 'ml-token', roles: ['sampler'] }] });
  await whileRunning(['--app', app, '--users', users], async (said) => {
    expect(said['app']).toBe(app);
    const ask = async (path: string): Promise<any> =>
      (await fetch(`${said['url']}${path}`, { headers: { authorization: 'Bearer ml-token' } })).json();
    const installed = await ask('/services/apps/local/sample?output_mode=json');
    expect(installed.entry[0].content.version).toBe('1.2.3');
    const macros = await ask('/servicesNS/nobody/sample/admin/macros?output_mode=json');
    expect(macros.entry[0].name).toBe('where_all');
  });
});

test('says who has the folder when another emulator works in it', async () => {
  await whileRunning(['--data', folder], async () => {
    const { code, stderr } = await runCli(['emulator', '--port', '0', '--data', folder]);
    expect(code).toBe(1);
    expect(JSON.parse(stderr).message).toBe(
      `The folder ${folder} is in use by another emulator. Stop that one, or give this one a folder of its own.`,
    );
  });
});

test('explains faults, users and limits in its help, within 100 columns', async () => {
  const { stdout } = await runCli(['emulator', '--help'], { columns: 100 });
  for (const word of [
    'slow-reader',
    'kv-write',
    'srchIndexesAllowed',
    'maxDocumentsPerBatchSave=1000',
    '$ sidecar emulator',
    '--app',
  ]) {
    expect(stdout).toContain(word);
  }
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(104);
});
