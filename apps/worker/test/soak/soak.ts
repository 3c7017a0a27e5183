import type { SidecarConfig } from '@sidecar/pipeline';
import type { Checkpoint } from '@sidecar/pipeline/checkpoint';
import type { KeptBatch } from './expected-alerts.ts';
import type { Trim } from './expected-records.ts';
import type { Arrival } from './plan-arrivals.ts';
import type { SoakWorld, Taken } from './soak-world.ts';
import type { Watched } from './watch-weakly.ts';

export interface SoakOptions {
  readonly seed: string;
  /** ISO time. */
  readonly start: string;
  readonly hours: number;
  readonly eventsPerDay: number;
  /** Of the configuration of the worker, what is not the default. */
  readonly worker: { readonly score: Readonly<Record<string, unknown>>; readonly train?: object };
  /** Hours after the start when a life ends, and how. */
  readonly ends: readonly { readonly hour: number; readonly by: 'stop' | 'kill' }[];
  /** Hours after the start when memory and files are looked at. */
  readonly looks: readonly number[];
}

/** A batch as the log told of it. */
export interface ToldBatch {
  readonly runId: string;
  /** Epoch seconds. */
  readonly to: number;
  readonly windows: number;
  readonly events: number;
  readonly rejected: number;
  readonly outliers: number;
}

export interface ReadLines {
  readonly stage: 'train' | 'drift';
  readonly lines: number;
}

export interface LifeTaken extends Taken {
  readonly life: number;
}

export interface Look {
  readonly hour: number;
  /** Heap and buffers after a collection, without the records and the list of requests that the emulator holds. */
  readonly bytes: number;
  /** Objects of batches that are still there. */
  readonly alive: Readonly<Record<Watched, number>>;
  /** Records that the emulator holds. */
  readonly records: number;
  readonly checkpointBytes: number;
  readonly series: number;
}

export interface Soak {
  readonly config: SidecarConfig;
  readonly arrivals: readonly Arrival[];
  readonly world: SoakWorld['counts'];
  readonly kept: readonly KeptBatch[];
  readonly trims: readonly Trim[];
  readonly told: readonly ToldBatch[];
  /** Runs of which the log says that the ledger may not have them. */
  readonly unnoted: readonly string[];
  /** Trainings and looks for drift, with the lines that they read. */
  readonly read: readonly ReadLines[];
  /** The alerts that were taken, and in which life. */
  readonly taken: readonly LifeTaken[];
  readonly warnings: ReadonlyMap<string, number>;
  readonly looks: readonly Look[];
  readonly metrics: string;
  readonly content: Record<string, string[]>;
  readonly ledger: readonly Readonly<Record<string, unknown>>[];
  readonly checkpoint: Checkpoint;
  /** Paths below the folders of the state, of models and of temporary files. */
  readonly files: readonly string[];
  readonly seconds: number;
}
