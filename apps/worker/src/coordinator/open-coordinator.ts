import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Writable } from 'node:stream';
import type { SidecarConfig } from '@sidecar/pipeline';
import { lockState } from '@sidecar/pipeline/checkpoint';
import { createAlerting } from '../alerts/create-alerting.ts';
import { type Clock, systemClock } from '../clock/clock.ts';
import { checkFolders } from '../config/check-folders.ts';
import { createLocalEngine } from '../local/create-local-engine.ts';
import type { WorkerLog } from '../log/create-log.ts';
import type { HealthNotes } from '../ops/create-health.ts';
import type { WorkerMetrics } from '../ops/worker-metrics.ts';
import { keepState } from '../state/keep-state.ts';
import type { StageEffects } from '../stages/stage-effects.ts';
import type { Coordinator } from './coordinator.ts';
import { createCoordinator } from './create-coordinator.ts';
import type { OpenEngine } from './hold-engine.ts';

export interface OpenCoordinatorOptions {
  readonly config: SidecarConfig;
  readonly log: WorkerLog;
  readonly metrics: WorkerMetrics;
  readonly health: HealthNotes;
  /** Where alerts go with `alerts.stdout`. */
  readonly stdout: Writable;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** @default a new one */
  readonly runId?: string;
  /** @default the system's */
  readonly clock?: Clock;
  /** @default this process alone, by the local engine */
  readonly openEngine?: OpenEngine;
  /** @default those of the world */
  readonly effects?: StageEffects;
  /** @default true */
  readonly isPatient?: boolean;
}

/** A coordinator that has its folders. */
export interface OpenCoordinator extends Coordinator {
  /** Aborts when another process has taken the folder of the state over. */
  readonly lost: AbortSignal;
  /** Lets go of the folder, once nothing is under way. */
  close(): Promise<void>;
}

/**
 * Takes the folders of a configuration and makes a coordinator of it.
 *
 * @throws StateError if another coordinator has the folder, or the checkpoint is damaged; IoError if a folder cannot be written to.
 */
export async function openCoordinator(options: OpenCoordinatorOptions): Promise<OpenCoordinator> {
  const { config, log, runId = randomUUID(), clock = systemClock, stdout, env } = options;
  await checkFolders(config);
  const lock = await lockState(config.worker.state_dir);
  try {
    const state = await keepState(config.worker.state_dir, lock);
    const coordinator = await createCoordinator({
      ...options,
      runId,
      clock,
      state,
      logOf: (id, stage) => log.for({ run_id: id, ...(stage !== undefined && { stage }) }),
      openEngine: options.openEngine ?? ((_, patiently) => Promise.resolve(createLocalEngine({ patiently }))),
      openAlerting: (next) =>
        createAlerting({
          config: next,
          now: () => clock.now(),
          sleep: async (ms, signal) => {
            await clock.sleep(ms, signal);
            signal.throwIfAborted();
          },
          log: log.for({ run_id: runId }),
          stdout,
          env,
        }),
      seed: hostname(),
    });
    return { ...coordinator, lost: lock.signal, close: () => lock.release() };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
