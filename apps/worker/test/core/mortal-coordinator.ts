import { PassThrough } from 'node:stream';
import type { SidecarConfig } from '@sidecar/pipeline';
import { lockState } from '@sidecar/pipeline/checkpoint';
import { createAlerting } from '../../src/alerts/create-alerting.ts';
import type { Coordinator } from '../../src/coordinator/coordinator.ts';
import { createCoordinator } from '../../src/coordinator/create-coordinator.ts';
import { createLocalEngine } from '../../src/local/create-local-engine.ts';
import { createLog } from '../../src/log/create-log.ts';
import { createHealth } from '../../src/ops/create-health.ts';
import { createWorkerMetrics } from '../../src/ops/create-worker-metrics.ts';
import { queueWork } from '../../src/queue/jobs/queue-work.ts';
import { keepState } from '../../src/state/keep-state.ts';
import { stageEffects } from '../../src/stages/stage-effects.ts';
import type { Office } from './core-office.ts';

/** A coordinator that dies at a step. */
export interface Mortal {
  readonly coordinator: Coordinator;
  /** What it had done, in order, until it died. */
  readonly steps: readonly string[];
  /** The step that it died after; null if it lives. */
  readonly died: () => string | null;
  /** What was told by the standard output. */
  readonly alerts: () => string;
  close(): Promise<void>;
}

/** Changes what is on a disk or in Splunk. All others ask. */
export const DURABLE: ReadonlySet<string> = new Set([
  'ensureGeneration',
  'writeWindow',
  'writeIncidents',
  'trimWindows',
  'writeProfiles',
  'adoptModel',
  'writeStageLedger',
  'replace',
  'deliver',
]);

/**
 * A coordinator whose process ends as soon as the last durable effects were these, in this order: nothing that it does afterwards happens. What it holds in memory is gone
 * with it, and the next one begins with what is on the disk and in Splunk. With null it lives.
 */
export async function openMortal(
  { clock }: Office,
  config: SidecarConfig,
  death: string | null,
): Promise<Mortal> {
  const steps: string[] = [];
  let died: string | null = null;
  const mortal = <T extends object>(parts: T): T =>
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => {
        if (typeof part !== 'function' || !DURABLE.has(name)) return [name, part];
        const act = part as (...args: unknown[]) => Promise<unknown>;
        return [name, (...args: unknown[]) => step(name, () => act(...args))];
      }),
    ) as T;
  const step = async (name: string, act: () => Promise<unknown>): Promise<unknown> => {
    if (died !== null) throw new Error('the process has ended');
    const result = await act();
    if (died !== null) throw new Error('the process has ended');
    steps.push(name);
    if (death === null || !` ${steps.join(' ')}`.endsWith(` ${death}`)) return result;
    died = name;
    throw new Error('the process ends here');
  };
  const stdout = new PassThrough();
  let alerts = '';
  stdout.on('data', (chunk: Buffer) => (alerts += chunk.toString()));
  const log = createLog({ stream: new PassThrough().resume(), format: 'json' });
  const now = (): Date => clock.now();
  const lock = await lockState(config.worker.state_dir);
  const state = await keepState(config.worker.state_dir, lock);
  const coordinator = await createCoordinator({
    config,
    runId: 'process',
    clock,
    metrics: createWorkerMetrics({ now }),
    health: createHealth({ now, mostLagSeconds: () => null, usesRedis: () => false }),
    logOf: (id, stage) => log.for({ run_id: id, ...(stage !== undefined && { stage }) }),
    state: mortal(state),
    effects: mortal(stageEffects),
    openEngine: async (_, patiently) => createLocalEngine({ patiently, work: mortal(queueWork) }),
    openAlerting: async (next) => mortal(await createAlerting({ config: next, now, stdout, env: {} })),
    seed: '',
    isPatient: false,
  });
  return { coordinator, steps, died: () => died, alerts: () => alerts, close: () => lock.release() };
}
