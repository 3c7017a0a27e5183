import type { SidecarConfig } from '@sidecar/pipeline';
import type { WorkerMetrics } from '../ops/worker-metrics.ts';

/** Where the queue tells what happens: a pino logger has this shape. */
export interface QueueLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface QueueOptions {
  /** Connections and secrets of this process; settings that decide results travel with the jobs. */
  readonly config: SidecarConfig;
  readonly log: QueueLog;
  /** Told whenever Redis is reached or lost. */
  readonly onRedis?: ((isConnected: boolean) => void) | undefined;
  /** Jobs by state, and failures of Splunk or KV Store that work was put off for. */
  readonly metrics: Pick<WorkerMetrics, 'queueJobs' | 'splunkError'>;
}
