import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultConfig } from '@sidecar/pipeline/default-config';
import { DCLinter } from 'dclint';
import { validate } from 'dockerfile-utils';
import { Redis } from 'ioredis';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { serveOps } from '../src/ops/serve-ops.ts';
import { busyMetrics } from './ops-busy-metrics.ts';
import { hasRedis } from './queue-redis-server.ts';

interface Service {
  readonly image?: string;
  readonly command: readonly string[];
  readonly secrets: readonly string[];
  readonly volumes: readonly unknown[];
  readonly networks: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly read_only: boolean;
  readonly cap_drop: readonly string[];
  readonly stop_grace_period: string;
  readonly healthcheck?: { readonly test: readonly string[] };
}

interface Compose {
  readonly services: Readonly<Record<'coordinator' | 'worker' | 'redis', Service>>;
  readonly volumes: object;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly configs: Readonly<Record<string, { readonly file: string }>>;
}

const pathOf = (name: string): string => fileURLToPath(new URL(`../deploy/${name}`, import.meta.url));
const textOf = (name: string): string => readFileSync(pathOf(name), 'utf8');

describe('the Dockerfile', () => {
  const text = textOf('Dockerfile');
  const last = text.slice(text.lastIndexOf('\nFROM '));

  test('has no fault that its linter knows', () => {
    expect(validate(text)).toEqual([]);
    expect(validate(text.replace('USER node', 'USERS node'))).not.toEqual([]);
  });

  test('runs the worker without root and says whether it is alive', () => {
    expect(last).toMatch(/^USER node$/m);
    expect(last.indexOf('USER node')).toBeGreaterThan(last.lastIndexOf('\nRUN '));
    expect(last).toContain('healthcheck.mjs');
  });

  test('runs files that the package has', () => {
    const { files, bin } = JSON.parse(textOf('../package.json')) as {
      files: string[];
      bin: Record<string, string>;
    };
    const [, program] = /ENTRYPOINT \["node", "\S+@sidecar\/worker\/(\S+)"\]/.exec(last)!;
    expect(bin['sidecar-worker']).toBe(`./${program}`);
    expect(files).toEqual(expect.arrayContaining(['bin', 'deploy', 'dist']));
  });

  test('builds on the oldest Node that is supported', () => {
    const { engines } = JSON.parse(textOf('../package.json')) as { engines: { node: string } };
    const images = [...text.matchAll(/^FROM node:(\d+)-slim/gm)].map(([, major]) => major);
    expect(new Set(images)).toEqual(new Set([/\d+/.exec(engines.node)![0]]));
  });
});

describe('the health check of the container', () => {
  const run = async (port: number): Promise<{ code: unknown; said: string }> => {
    const env = { ...process.env, SIDECAR_HTTP_PORT: String(port) };
    const child = spawn(process.execPath, [pathOf('healthcheck.mjs')], { env });
    let said = '';
    child.stdout.on('data', (data: Buffer) => (said += data.toString()));
    const [code] = (await once(child, 'close')) as unknown[];
    return { code, said };
  };

  test('is good while the worker is alive, and bad when it is not or nobody listens', async () => {
    let isAlive = true;
    const health = { isAlive: () => isAlive, readiness: () => ({ ready: false, reasons: ['x'] }) };
    const http = { enabled: true, host: '127.0.0.1', port: 0 };
    const { url, close } = await serveOps({ config: http, metrics: busyMetrics(), health });
    const port = Number(new URL(url).port);
    expect(await run(port)).toEqual({ code: 0, said: '/healthz: 200\n' });
    isAlive = false;
    expect(await run(port)).toEqual({ code: 1, said: '/healthz: 503\n' });
    await close();
    expect(await run(port)).toEqual({ code: 1, said: '/healthz: ECONNREFUSED\n' });
  });
});

describe('the compose file', () => {
  const { services, volumes, secrets, configs } = parse(textOf('compose.yaml'), { merge: true }) as Compose;

  test('follows the schema of Compose and breaks no rule of its linter but those of order', () => {
    const order = ['service-keys-order', 'services-alphabetical-order', 'top-level-properties-order'];
    const rules = Object.fromEntries(order.map((name) => [name, 0]));
    const linter = new DCLinter({ rules, quiet: false, debug: false, exclude: [] });
    const messages = linter
      .lintFiles([pathOf('compose.yaml')], false)
      .flatMap(({ messages: found }: { messages: object[] }) => found);
    expect(messages).toEqual([]);
  });

  test('its linter finds a key that Compose does not know', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sidecar-compose-'));
    const path = join(folder, 'compose.yaml');
    writeFileSync(path, textOf('compose.yaml').replace('read_only:', 'readonly:'));
    const linter = new DCLinter({ rules: {}, quiet: false, debug: false, exclude: [] });
    const [found] = linter.lintFiles([path], false);
    rmSync(folder, { recursive: true });
    expect(found!.errorCount).toBeGreaterThan(0);
  });

  test('one coordinator keeps the state, workers only take work, and all read the same configuration', () => {
    const { coordinator, worker } = services;
    expect(coordinator.command).toEqual(['--config', '/etc/sidecar/sidecar.yaml']);
    expect(worker.command).toEqual([...coordinator.command, '--role', 'work']);
    expect(coordinator.volumes).toEqual(['state:/var/lib/sidecar']);
    expect(JSON.stringify(worker.volumes)).not.toContain('state');
    expect(Object.keys(volumes)).toEqual(['state', 'redis']);
    expect(configs['sidecar']).toEqual({ file: './sidecar.yaml' });
  });

  test('every container runs with as few rights as it needs, and has time to stop', () => {
    const enough = defaultConfig().worker.stop_seconds;
    for (const [name, service] of Object.entries(services)) {
      expect(service, name).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
      expect(Number.parseInt(service.stop_grace_period, 10), name).toBeGreaterThanOrEqual(enough);
      expect(service.ports?.every((port) => port.startsWith('127.0.0.1:')) ?? true, name).toBe(true);
    }
    expect(services.redis.networks).toEqual(['inside']);
  });

  test('secrets are files, in no environment and in no command', () => {
    expect(secrets).toEqual({
      'splunk-token': { file: './secrets/splunk-token' },
      'redis-password': { file: './secrets/redis-password' },
    });
    for (const { environment = {} } of Object.values(services))
      expect(Object.keys(environment).filter((key) => /token|password|secret/i.test(key))).toEqual([]);
  });
});

describe.runIf(hasRedis)('Redis as the compose file starts it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sidecar-compose-redis-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('asks for the password of the secret, appends what it is told, and evicts nothing', async () => {
    const { redis } = (parse(textOf('compose.yaml'), { merge: true }) as Compose).services;
    const password = 'a pass#word';
    const secret = join(folder, 'redis-password');
    writeFileSync(secret, `${password}\n`);
    const port = await freePort();
    const here = (text: string): string =>
      text
        .replaceAll('$$', '$')
        .replaceAll('/run/secrets/redis-password', secret)
        .replace('--dir /data', `--dir ${folder} --port ${port} --bind 127.0.0.1`)
        .replace('redis-cli ping', `redis-cli -p ${port} ping`);
    const [shell, ...args] = redis.command.map(here);
    const server = spawn(shell!, args);
    await new Promise<void>((resolve, reject) => {
      let said = '';
      server.stdout.on('data', (data: Buffer) => {
        said += data.toString();
        if (said.includes('Ready to accept connections')) resolve();
      });
      server.once('exit', () => reject(new Error(said)));
    });
    const check = spawnSync('sh', ['-c', here(redis.healthcheck!.test[1]!)], { encoding: 'utf8' });
    expect(check.status).toBe(0);
    const stranger = new Redis({
      port,
      lazyConnect: true,
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
    });
    stranger.on('error', () => undefined);
    await expect(stranger.get('x')).rejects.toThrow('NOAUTH');
    stranger.disconnect();
    const friend = new Redis({ port, password });
    expect(await friend.config('GET', 'appendonly')).toEqual(['appendonly', 'yes']);
    expect(await friend.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    friend.disconnect();
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
