import type { SidecarConfig } from '@sidecar/pipeline';

/** Where the queue tells what happens: a pino logger has this shape. */
export interface QueueLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What the queue counts: the worker's metrics have this shape. */
export interface QueueMetrics {
  /** Jobs that are in a state now: `waiting`, `active`, `delayed`, `failed`. */
  queueJobs(state: string, n: number): void;
  /** A failure of Splunk or KV Store that a piece of work was put off for. */
  splunkError(code: string): void;
}

export interface QueueOptions {
  /** Connections and secrets of this process; settings that decide results travel with the jobs. */
  readonly config: SidecarConfig;
  readonly log: QueueLog;
  readonly metrics: QueueMetrics;
}
