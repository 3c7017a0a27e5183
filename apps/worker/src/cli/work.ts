import { randomUUID } from 'node:crypto';
import type { SidecarConfig } from '@sidecar/pipeline';
import { loadWorkerConfig } from '../config/load-worker-config.ts';
import { createLog } from '../log/create-log.ts';
import { secretsOf } from '../log/secrets-of.ts';
import { createHealth } from '../ops/create-health.ts';
import { createWorkerMetrics } from '../ops/create-worker-metrics.ts';
import { readyLag } from '../ops/ready-lag.ts';
import { coordinate } from './coordinate.ts';
import type { WorkOptions } from './create-program.ts';
import { holdOps } from './hold-ops.ts';
import type { Io } from './io.ts';
import { takeWork } from './take-work.ts';
import type { WorkerProcess } from './worker-process.ts';

/** `sidecar-worker`: works until it is asked to stop, or with `--once` until nothing is due. @returns The exit code. */
export async function work(
  { config: path, role, once = false, log: format }: WorkOptions,
  io: Io,
): Promise<number> {
  const logs = createLog({ stream: io.stderr, format });
  const runId = randomUUID();
  const log = logs.for({ run_id: runId });
  const read = (): SidecarConfig => {
    const { config, notices } = loadWorkerConfig(path, { env: io.env, role });
    logs.hide(secretsOf(config));
    for (const notice of notices) log.warn({}, `${path}: ${notice}`);
    return config;
  };
  let config = read();
  const metrics = createWorkerMetrics();
  const health = createHealth({
    mostLagSeconds: () => (role === 'work' ? null : readyLag(config.worker, new Date())),
    usesRedis: () => config.queue.redis.url !== undefined,
  });
  const { http } = config.worker;
  const ops = await holdOps(once ? { ...http, enabled: false } : http, { metrics, health, log });
  let reloading = Promise.resolve();
  const reload: WorkerProcess['reload'] = (follow) => {
    reloading = reloading.then(async () => {
      try {
        const next = read();
        await follow(next);
        config = next;
        log.info({}, `${path} was read again, and is followed from the next start of each stage on`);
      } catch (error) {
        for (const line of (error as Error).message.split('\n')) log.error({}, line);
        log.error({}, `${path} is not followed: the configuration before stays`);
      }
    });
    return reloading;
  };
  const parts: WorkerProcess = { io, runId, log, logs, metrics, health, ops, config: () => config, reload };
  try {
    return role === 'work' ? await takeWork(parts) : await coordinate(parts, { once });
  } finally {
    await ops.close();
  }
}
