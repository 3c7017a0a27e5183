import { PassThrough } from 'node:stream';
import type { SidecarConfig } from '@sidecar/pipeline';
import { lockState } from '@sidecar/pipeline/checkpoint';
import type { TrimWindowsOptions } from '@sidecar/pipeline/windows';
import { createAlerting } from '../../src/alerts/create-alerting.ts';
import type { Clock } from '../../src/clock/clock.ts';
import { createCoordinator } from '../../src/coordinator/create-coordinator.ts';
import { createLocalEngine } from '../../src/local/create-local-engine.ts';
import { createLog } from '../../src/log/create-log.ts';
import { createHealth } from '../../src/ops/create-health.ts';
import type { WorkerMetrics } from '../../src/ops/worker-metrics.ts';
import { queueWork } from '../../src/queue/jobs/queue-work.ts';
import { keepState } from '../../src/state/keep-state.ts';
import { stageEffects } from '../../src/stages/stage-effects.ts';
import type { StageEngine } from '../../src/stages/stage-engine.ts';
import { DURABLE } from '../core/mortal-coordinator.ts';
import type { KeptBatch } from './expected-alerts.ts';
import type { Trim } from './expected-records.ts';
import type { Watched } from './watch-weakly.ts';

/** Changes what is on a disk, in Splunk or with a receiver. */
const DURABLE_HERE = new Set([...DURABLE, 'setAsideOf']);

/** What a life is seen to do. */
export interface Witness {
  onLog(line: Readonly<Record<string, unknown>>): void;
  onKept(batch: KeptBatch): void;
  onTrim(trim: Trim): void;
  /** An object of a batch was made. */
  onMade(kind: Watched, object: object): void;
  /** Lines that a training or a look for drift has read. */
  onRead(stage: 'train' | 'drift', lines: number): void;
}

export interface LifeOptions {
  readonly config: SidecarConfig;
  readonly clock: Clock;
  /** Those of all lives together. */
  readonly metrics: WorkerMetrics;
  readonly witness: Witness;
}

/** A coordinator from its start to its end. */
export interface Life {
  run(): Promise<void>;
  running(): number;
  stop(): Promise<void>;
  /** It ends as a killed process does, after so many durable steps more: nothing that it does afterwards happens. */
  killAfter(steps: number): void;
  isDead(): boolean;
  /** What it holds is let go of. */
  close(): Promise<void>;
}

export async function openLife({ config, clock, metrics, witness }: LifeOptions): Promise<Life> {
  let left = Infinity;
  const step = async (act: () => Promise<unknown>): Promise<unknown> => {
    if (left <= 0) throw new Error('the process has ended');
    const result = await act();
    if (left <= 0) throw new Error('the process has ended');
    left -= 1;
    if (left <= 0) throw new Error('the process ends here');
    return result;
  };
  const mortal = <T extends object>(parts: T): T =>
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => {
        if (typeof part !== 'function' || !DURABLE_HERE.has(name)) return [name, part];
        const act = part as (...args: unknown[]) => Promise<unknown>;
        return [name, (...args: unknown[]) => step(() => act(...args))];
      }),
    ) as T;

  const readSlice: typeof queueWork.readSlice = async (...request) => {
    const slice = await queueWork.readSlice(...request);
    witness.onMade('slice', slice);
    return slice;
  };
  const lock = await lockState(config.worker.state_dir);
  const state = await keepState(config.worker.state_dir, lock);
  let incidents: KeptBatch['incidents'] = [];
  const log = createLog({ stream: linesTo(witness.onLog), format: 'json' });
  const now = (): Date => clock.now();
  const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
    await clock.sleep(ms, signal);
    signal.throwIfAborted();
  };
  const coordinator = await createCoordinator({
    config,
    runId: 'process',
    clock,
    metrics,
    health: createHealth({ now, mostLagSeconds: () => null, usesRedis: () => false }),
    logOf: (id, stage) => log.for({ run_id: id, ...(stage !== undefined && { stage }) }),
    state: mortal({
      ...state,
      replace: async (change: Parameters<typeof state.replace>[0]) => {
        const before = state.current();
        await state.replace(change);
        const { scoredTo: to } = state.current()!;
        if (before === null || to === before.scoredTo) return;
        witness.onKept({ from: before.scoredTo, to, incidents });
        incidents = [];
      },
    }),
    effects: mortal({
      ...stageEffects,
      writeIncidents: async (options: Parameters<typeof stageEffects.writeIncidents>[0]) => {
        const written = await stageEffects.writeIncidents(options);
        incidents = options.incidents.map(({ _key, risk, alert_count }) => ({ _key, risk, alert_count }));
        return written;
      },
      trimWindows: async (options: TrimWindowsOptions) => {
        const trimmed = await stageEffects.trimWindows(options);
        const before = options.now.getTime() - config.worker.score.history_days * 86_400_000;
        if (trimmed.every(({ problem }) => problem === undefined))
          witness.onTrim({ before, scoredTo: state.current()?.scoredTo ?? 0 });
        return trimmed;
      },
    }),
    openEngine: async (_, patiently) =>
      seenBy(witness, createLocalEngine({ patiently, work: mortal({ ...queueWork, readSlice }) })),
    openAlerting: async (next) => mortal(await createAlerting({ config: next, now, sleep, env: {} })),
    seed: '',
  });
  return {
    run: coordinator.run,
    running: coordinator.running,
    stop: coordinator.stop,
    killAfter: (steps) => {
      left = steps;
    },
    isDead: () => left <= 0,
    close: () => lock.release(),
  };
}

function seenBy(witness: Witness, engine: StageEngine): StageEngine {
  return {
    ...engine,
    score: async (job, run) => {
      witness.onMade('run', run);
      const outcome = await engine.score(job, run);
      for (const window of outcome.windows) {
        witness.onMade('window', window);
        for (const outlier of window.outlierEvents) witness.onMade('outlier', outlier);
      }
      return outcome;
    },
    train: async (job, run) => {
      const outcome = await engine.train(job, run);
      witness.onRead('train', outcome.counts.events + outcome.counts.rejected);
      return outcome;
    },
    drift: async (job, run) => {
      const outcome = await engine.drift(job, run);
      witness.onRead('drift', outcome.counts.events + outcome.counts.rejected);
      return outcome;
    },
  };
}

/** Nothing of them is kept. */
function linesTo(take: Witness['onLog']): PassThrough {
  const stream = new PassThrough();
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop()!;
    for (const line of lines) take(JSON.parse(line) as Record<string, unknown>);
  });
  return stream;
}
