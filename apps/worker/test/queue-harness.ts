import { randomUUID } from 'node:crypto';
import type { SidecarConfig } from '@sidecar/pipeline';
import { parseConfig } from '@sidecar/pipeline/config';
import type { IndexWindow } from '@sidecar/pipeline/slices';
import { createQueueEngine } from '../src/queue/create-queue-engine.ts';
import type { QueueWork } from '../src/queue/jobs/queue-work.ts';
import { type QueueWorker, startQueueWorker } from '../src/queue/start-queue-worker.ts';
import type { ScoringJob, StageEngine, StageRun } from '../src/stages/stage-engine.ts';
import { fakeModel, fakeVersion } from './queue-fake-work.ts';

type QueueSettings = Partial<SidecarConfig['queue']>;

/** A configuration with a queue of its own. */
export function queueConfig(url: string, { redis, ...queue }: QueueSettings = {}, text = ''): SidecarConfig {
  const { config } = parseConfig(text);
  return {
    ...config,
    worker: { ...config.worker, score: { ...config.worker.score, attempts: 3 } },
    queue: {
      ...config.queue,
      prefix: randomUUID().slice(0, 8),
      backoff_seconds: 0,
      lock_seconds: 4,
      attempts: 3,
      ...queue,
      redis: { ...config.queue.redis, url, ...redis },
    },
  };
}

interface EngineOptions {
  readonly patienceMs?: number;
  readonly onRedis?: (isConnected: boolean) => void;
}

/** Coordinators and workers of one test, with what they log; all are closed in the end. */
export interface Harness {
  readonly logged: { readonly level: string; readonly message: string; readonly fields: object }[];
  readonly counted: Map<string, number>;
  engine(config: SidecarConfig, options?: EngineOptions): Promise<StageEngine>;
  worker(config: SidecarConfig, work: QueueWork): Promise<QueueWorker>;
  close(): Promise<void>;
}

export function createHarness(): Harness {
  const logged: Harness['logged'] = [];
  const counted: Harness['counted'] = new Map();
  const open: { close(options?: { timeoutMs: number }): Promise<void> }[] = [];
  const at = (level: string) => (fields: object, message: string) =>
    void logged.push({ level, message, fields });
  const log = { debug: at('debug'), info: at('info'), warn: at('warn') };
  const metrics = {
    queueJobs: () => undefined,
    splunkError: (code: string) => void counted.set(code, (counted.get(code) ?? 0) + 1),
  };
  const keep = <T extends (typeof open)[number]>(each: T): T => {
    open.push(each);
    return each;
  };
  return {
    logged,
    counted,
    engine: async (config, options = {}) =>
      keep(await createQueueEngine({ config, log, metrics, ...options })),
    worker: async (config, work) => {
      const { signal } = new AbortController();
      return keep(await startQueueWorker({ config, log, metrics, signal, work }));
    },
    close: async () => {
      await Promise.all(open.map((each) => each.close({ timeoutMs: 0 })));
    },
  };
}

export function stageRun(signal: AbortSignal = new AbortController().signal): StageRun {
  return { runId: 'run-1', signal, onProgress: () => undefined };
}

/** `n` windows of a minute each; the first has no events. */
export function windowsOf(n: number): IndexWindow[] {
  return Array.from({ length: n }, (_, i) => ({ from: (i + 7) * 60, to: (i + 8) * 60 }));
}

export function scoringJob(config: SidecarConfig, n: number, rest: Partial<ScoringJob> = {}): ScoringJob {
  const model = { version: fakeVersion, model: fakeModel };
  return { config, model, windows: windowsOf(n), state: null, generation: 'g-1', ...rest };
}
