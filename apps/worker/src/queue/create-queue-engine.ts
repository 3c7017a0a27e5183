import type { StageEngine } from '../stages/stage-engine.ts';
import type { QueueOptions } from './queue-options.ts';

/** Stages by flows of jobs in Redis, which {@link startQueueWorker} of any number of processes carry out. */
export function createQueueEngine(_options: QueueOptions): Promise<StageEngine> {
  return Promise.reject(new Error('under construction'));
}
