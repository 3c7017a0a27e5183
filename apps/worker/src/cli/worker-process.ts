import type { SidecarConfig } from '@sidecar/pipeline';
import type { Logger } from 'pino';
import type { WorkerLog } from '../log/create-log.ts';
import type { HealthNotes } from '../ops/create-health.ts';
import type { WorkerMetrics } from '../ops/worker-metrics.ts';
import type { OpsHolder } from './hold-ops.ts';
import type { Io } from './io.ts';

/** What both roles of a process work with. */
export interface WorkerProcess {
  readonly io: Io;
  /** Of the process itself. */
  readonly runId: string;
  readonly log: Logger;
  readonly logs: WorkerLog;
  readonly metrics: WorkerMetrics;
  readonly health: HealthNotes;
  readonly ops: OpsHolder;
  /** The configuration that is followed. */
  readonly config: () => SidecarConfig;
  /**
   * Reads the file again and gives what is in it to `follow`; if that throws, or the file is wrong, says so and keeps what was followed before.
   * Never throws.
   */
  readonly reload: (follow: (next: SidecarConfig) => Promise<void>) => Promise<void>;
}
