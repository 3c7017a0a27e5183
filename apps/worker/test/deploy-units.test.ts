import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultConfig } from '@sidecar/pipeline/default-config';
import { afterAll, describe, expect, test } from 'vitest';
import { loadWorkerConfig } from '../src/config/load-worker-config.ts';

const UNITS = ['sidecar-worker.service', 'sidecar-work@.service'];
const hasSystemd = spawnSync('systemd-analyze', ['--version']).error === undefined;
const folder = mkdtempSync(join(tmpdir(), 'sidecar-units-'));
afterAll(() => rmSync(folder, { recursive: true }));

const textOf = (name: string): string => readFileSync(new URL(`../deploy/${name}`, import.meta.url), 'utf8');

/** Values of one key of a unit, in order. */
function valuesOf(text: string, key: string): string[] {
  return [...text.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, value]) => value!);
}

describe.for(UNITS)('%s', (name) => {
  const text = textOf(name);
  const installed = join(folder, name.replace('@', '@1'));
  // systemd-analyze looks for the program, which is elsewhere on this machine.
  writeFileSync(installed, text.replaceAll('/usr/bin/node', process.execPath));

  test.runIf(hasSystemd)('is what systemd takes, without a remark', () => {
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', installed], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test.runIf(hasSystemd)('is exposed by at most 1.5 of 10, as systemd counts it', () => {
    const most = ['--offline=true', '--threshold=15'];
    const { status, stdout } = spawnSync('systemd-analyze', ['security', ...most, installed], {
      encoding: 'utf8',
    });
    expect(stdout).toContain('Overall exposure level');
    expect(status).toBe(0);
  });

  test('gives the worker the time to finish what it has begun', () => {
    const [seconds] = valuesOf(text, 'TimeoutStopSec').map(Number);
    expect(seconds).toBeGreaterThan(defaultConfig().worker.stop_seconds + 10);
  });

  test('restarts it whatever it ended with, but a configuration that is wrong', () => {
    expect(valuesOf(text, 'Restart')).toEqual(['always']);
    expect(valuesOf(text, 'RestartPreventExitStatus')).toEqual(['2']);
    expect(valuesOf(text, 'ExecReload')).toEqual(['/bin/kill -HUP $MAINPID']);
  });

  test('lets it write to its own folder alone, where it works and keeps temporary files', () => {
    const [paths] = valuesOf(text, 'ReadWritePaths');
    expect(valuesOf(text, 'ProtectSystem')).toEqual(['strict']);
    expect(valuesOf(text, 'WorkingDirectory')).toEqual([paths]);
    const [own] = [...valuesOf(text, 'StateDirectory'), ...valuesOf(text, 'CacheDirectory')];
    expect(paths!.endsWith(`/${own!.split(' ', 1)[0]}`)).toBe(true);
    const temporary = valuesOf(text, 'Environment').find((value) => value.startsWith('TMPDIR='));
    expect(temporary?.slice('TMPDIR='.length).startsWith(paths!)).toBe(true);
  });

  test('holds no secret: those come as credentials', () => {
    expect(valuesOf(text, 'LoadCredential')).toContain('splunk-token:/etc/sidecar/secrets/splunk-token');
    expect(valuesOf(text, 'Environment').filter((value) => /token|password|secret/i.test(value))).toEqual([]);
  });
});

describe('sidecar.yaml beside them', () => {
  const secrets = mkdtempSync(join(tmpdir(), 'sidecar-secrets-'));
  afterAll(() => rmSync(secrets, { recursive: true }));
  writeFileSync(join(secrets, 'splunk-token'), 'a-token\n');
  writeFileSync(join(secrets, 'redis-password'), 'a-password\n');
  const env = { CREDENTIALS_DIRECTORY: secrets };
  const plain = join(folder, 'sidecar.yaml');
  writeFileSync(plain, textOf('sidecar.yaml'));
  const shared = join(folder, 'shared.yaml');
  writeFileSync(shared, textOf('sidecar.yaml').replaceAll(/^#(?=queue:| {2})/gm, ''));

  test('is a configuration of one worker, with its secret from the folder of credentials', () => {
    const { config, notices } = loadWorkerConfig(plain, { env, role: 'all' });
    expect(config.ingestion.splunk.auth_token?.reveal()).toBe('a-token');
    expect(config.worker.http).toMatchObject({ host: '127.0.0.1', port: 9464 });
    expect(config.queue.redis.url).toBeUndefined();
    expect(notices).toEqual([]);
  });

  test('is one of many workers with its queue, each on a port of its own', () => {
    const more = { REDIS_URL: 'redis://redis:6379', SIDECAR_HTTP_HOST: '0.0.0.0', SIDECAR_HTTP_PORT: '9471' };
    const { config } = loadWorkerConfig(shared, { env: { ...env, ...more }, role: 'work' });
    expect(config.queue.redis.url).toBe('redis://redis:6379');
    expect(config.queue.redis.password?.reveal()).toBe('a-password');
    expect(config.worker.http).toMatchObject({ host: '0.0.0.0', port: 9471 });
  });
});
