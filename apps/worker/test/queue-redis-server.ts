import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** Whether there is a `redis-server` to test with; `.ci/run` installs one. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

export interface RedisServer {
  readonly port: number;
  readonly url: string;
  /** Sends it a command. */
  command(...words: string[]): Promise<void>;
  /** Ends it at once, as a power cut does. */
  kill(): Promise<void>;
  /** Starts it again after {@link RedisServer.kill}, with its data or without. */
  start(options?: { readonly empty?: boolean }): Promise<void>;
  remove(): Promise<void>;
}

/** A Redis of its own on loopback, with its own folder; it appends what it is told to a file at once. */
export async function startRedis(
  settings: readonly string[] = [],
  { tls = false } = {},
): Promise<RedisServer> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'sidecar-redis-'));
  let server: ChildProcess | null = null;
  const start: RedisServer['start'] = async ({ empty = false } = {}) => {
    if (empty) await rm(join(folder, 'appendonlydir'), { recursive: true, force: true });
    const listen = tls ? ['--port', '0', '--tls-port', String(port)] : ['--port', String(port)];
    const persist = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always'];
    server = spawn('redis-server', [
      ...listen,
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      ...persist,
      ...settings,
    ]);
    await new Promise<void>((resolve, reject) => {
      let said = '';
      server!.stdout!.on('data', (data: Buffer) => {
        said += data.toString();
        if (said.includes('Ready to accept connections')) resolve();
      });
      server!.once('exit', () => reject(new Error(`redis-server ended: ${said}`)));
    });
  };
  const kill = async (): Promise<void> => {
    if (server === null || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  };
  await start();
  return {
    port,
    url: `${tls ? 'rediss' : 'redis'}://127.0.0.1:${port}`,
    kill,
    start,
    command: async (...words) => {
      const client = new Redis(port);
      await client.call(words[0]!, ...words.slice(1));
      client.disconnect();
    },
    remove: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
