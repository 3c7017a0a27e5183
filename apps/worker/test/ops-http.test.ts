import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultConfig } from '@sidecar/pipeline/default-config';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHealth } from '../src/ops/create-health.ts';
import { OpsError } from '../src/ops/ops-error.ts';
import { readyLag } from '../src/ops/ready-lag.ts';
import { type OpsServer, serveOps } from '../src/ops/serve-ops.ts';
import { busyMetrics } from './ops-busy-metrics.ts';
import { readExposition } from './ops-exposition.ts';

const LOOPBACK = { enabled: true, host: '127.0.0.1', port: 0 };

describe('health and metrics by HTTP', () => {
  let ms = 1_000_000_000;
  const health = createHealth({ now: () => new Date(ms), mostLagSeconds: () => 900, usesRedis: () => true });
  const metrics = busyMetrics();
  let ops: OpsServer;
  beforeAll(async () => {
    ops = await serveOps({ config: LOOPBACK, metrics, health });
  });
  afterAll(() => ops.close());

  test('says alive while the loop turns, and 503 when it has stopped', async () => {
    health.beat();
    ms += 120_000;
    expect(await answerOf('/healthz')).toMatchObject({ status: 200, body: 'alive\n' });
    ms += 1000;
    expect(await answerOf('/healthz')).toMatchObject({ status: 503, body: 'no sign of life\n' });
    health.beat();
    expect(await answerOf('/healthz')).toMatchObject({ status: 200, type: 'text/plain; charset=utf-8' });
  });

  test('is not ready, and says why, until Splunk, Redis and the lag are as they should be', async () => {
    const reasons = async (): Promise<unknown> => {
      const { status, type, body } = await answerOf('/readyz');
      expect(type).toBe('application/json; charset=utf-8');
      const told = JSON.parse(body) as { ready: boolean; reasons: string[] };
      expect([status, told.ready]).toEqual(told.reasons.length === 0 ? [200, true] : [503, false]);
      return told.reasons;
    };
    expect(await reasons()).toEqual([
      'Splunk was not asked yet',
      'nothing was scored yet',
      'Redis is not connected',
    ]);
    health.splunk('unauthorised');
    health.redis(true);
    health.lag(100);
    expect(await reasons()).toEqual(['Splunk did not answer as it should the last time: unauthorised']);
    health.splunk(null);
    expect(await reasons()).toEqual([]);
    ms += 801_000;
    expect(await reasons()).toEqual(['scoring is 901 s behind, more than 900 s']);
    health.lag(100);
    health.redis(false);
    expect(await reasons()).toEqual(['Redis is not connected']);
  });

  test('tells the metrics, readiness among them, as Prometheus reads them', async () => {
    health.redis(true);
    const { status, type, body } = await answerOf('/metrics');
    expect([status, type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect(readExposition(body).samples.get('sidecar_ready')).toBe(1);
    health.redis(false);
    expect(readExposition((await answerOf('/metrics?x=1')).body).samples.get('sidecar_ready')).toBe(0);
  });

  test('answers HEAD without a body and refuses what is neither GET nor HEAD', async () => {
    health.beat();
    const head = await answerOf('/healthz', 'HEAD');
    expect(head).toMatchObject({ status: 200, body: '', length: '6' });
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect(await answerOf('/metrics', method)).toMatchObject({ status: 405, allow: 'GET, HEAD' });
  });

  test.for(['/', '/metricsx', '/healthz/', '/../etc/passwd', '/%00', '//healthz'])(
    'knows no %s',
    async (path) => {
      expect(await answerOf(path)).toMatchObject({
        status: 404,
        body: 'there are /healthz, /readyz and /metrics\n',
      });
    },
  );

  test('says that a port is taken, and which key chooses another', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    const serving = serveOps({ config: { ...LOOPBACK, port }, metrics, health });
    await expect(serving).rejects.toThrow(
      new OpsError(
        'port_taken',
        `port ${port} of 127.0.0.1 is taken already: choose another worker.http.port, or stop the program that has it`,
      ),
    );
    await expect(serving).rejects.toMatchObject({ code: 'port_taken' });
    taken.close();
  });

  test('says that an address is none of this machine', async () => {
    const serving = serveOps({ config: { ...LOOPBACK, host: '192.0.2.1' }, metrics, health });
    await expect(serving).rejects.toMatchObject({ code: 'not_listening' });
    await expect(serving).rejects.toThrow('cannot listen on 192.0.2.1, port 0 (EADDRNOTAVAIL)');
  });

  test('lets go of the port when it is closed', async () => {
    const { url, close } = await serveOps({ config: LOOPBACK, metrics, health });
    const port = Number(new URL(url).port);
    await close();
    const again = await serveOps({ config: { ...LOOPBACK, port }, metrics, health });
    expect(again.url).toBe(url);
    await again.close();
  });

  interface Told {
    readonly status: number | undefined;
    readonly type: string | undefined;
    readonly allow: string | undefined;
    readonly length: string | undefined;
    readonly body: string;
  }

  /** Takes the path as it is, which `fetch` does not. */
  function answerOf(path: string, method = 'GET'): Promise<Told> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(ops.url);
      const sent = request({ hostname, port, path, method, agent: false }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => (body += text));
        response.on('end', () => {
          const { 'content-type': type, allow, 'content-length': length } = response.headers;
          resolve({ status: response.statusCode, type, allow, length, body });
        });
      });
      sent.on('error', reject).end();
    });
  }
});

describe('how far scoring may be behind', () => {
  const { worker } = defaultConfig();
  const now = new Date('2026-01-05T10:02:00Z');

  test('is a window, its lag, two pauses and the jitter', () => {
    expect(readyLag(worker, now)).toBe(300 + 60 + 2 * 300 + 5);
  });

  test('knows schedules that rest over night', () => {
    const score = { ...worker.score, cron: '0 8-18 * * *' };
    expect(readyLag({ ...worker, score }, now)).toBe(300 + 60 + 2 * 14 * 3600 + 5);
  });

  test('does not matter to a worker that does not score', () => {
    expect(readyLag({ ...worker, score: { ...worker.score, enabled: false } }, now)).toBeNull();
    const health = createHealth({ mostLagSeconds: () => null, usesRedis: () => false });
    health.splunk(null);
    expect(health.readiness()).toEqual({ ready: true, reasons: [] });
  });
});
