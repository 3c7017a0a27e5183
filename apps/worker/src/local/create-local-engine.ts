import type { Patience } from '../stages/create-patience.ts';
import { type QueueWork, queueWork } from '../queue/jobs/queue-work.ts';
import type { StageEngine, StageRun } from '../stages/stage-engine.ts';
import { driftLocally } from './drift-locally.ts';
import { scoreLocally } from './score-locally.ts';
import { trainLocally } from './train-locally.ts';

export interface LocalEngineOptions {
  /** Waits for Splunk while a slice or window is read, so that what was read before stays. */
  readonly patiently: Patience;
  /** The work itself. @default that of the pipeline */
  readonly work?: QueueWork;
}

/** What a run of a stage works with. */
export interface LocalRun extends Required<LocalEngineOptions> {
  readonly run: StageRun;
}

/** Carries stages out in this process, one piece after the other; the next one is read while one is worked on. */
export function createLocalEngine({ patiently, work = queueWork }: LocalEngineOptions): StageEngine {
  const options = { patiently, work };
  return {
    train: (job, run) => trainLocally(job, { ...options, run }),
    score: (job, run) => scoreLocally(job, { ...options, run }),
    drift: (job, run) => driftLocally(job, { ...options, run }),
    close: () => Promise.resolve(),
  };
}
