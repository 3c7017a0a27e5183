import type { IndexWindow, SliceFacts, SliceRequest, TimeSlice } from '@sidecar/pipeline/slices';
import type { JobSettings } from '../settings/job-settings.ts';

/** What every job says. */
interface Job {
  /** The folder of the exchange that belongs to the flow. */
  readonly flow: string;
  readonly settings: JobSettings;
}

/** Reads a slice or window and lays it down as `slice-<index>`. */
export interface ReadJob extends Job {
  readonly index: number;
  readonly request: SliceRequest;
}

export interface ReadResult {
  readonly facts: SliceFacts;
}

/** Goes through the windows in order and lays down the state at the beginning of each, `state-<index>`, and at the end, `state-end`. */
export interface FollowJob extends Job {
  readonly modelVersion: string;
  readonly windows: readonly IndexWindow[];
}

export interface FollowResult {
  /** What is in each window that was followed. */
  readonly followed: readonly { readonly index: number; readonly facts: SliceFacts }[];
  readonly failed: readonly FailedPiece[];
}

/** Scores a window from the state at its beginning, writes its records, and lays down what became of it as `window-<index>`. */
export interface WriteJob extends Job {
  readonly index: number;
  readonly modelVersion: string;
  readonly window: IndexWindow;
  readonly facts: SliceFacts;
  readonly generation: string | null;
  readonly runId: string;
}

export interface CollectResult {
  readonly written: readonly number[];
  readonly failed: readonly FailedPiece[];
}

/** Trains on all slices, and lays down `outcome`, and `model` if there is one. */
export interface ReduceJob extends Job {
  /** ISO time. */
  readonly now: string;
  readonly slices: readonly TimeSlice[];
}

/** Compares the slices with a model and lays down `outcome`. */
export interface CompareJob extends Job {
  readonly modelVersion: string;
}

export interface SlicesResult {
  readonly failed: readonly FailedPiece[];
}

/** A piece of work that failed as often as it may. */
export interface FailedPiece {
  readonly index: number;
  readonly reason: string;
}

/** Data and results of the jobs by their names. */
export interface Jobs {
  readonly read: { readonly data: ReadJob; readonly result: ReadResult };
  readonly fold: { readonly data: ReadJob; readonly result: ReadResult };
  readonly write: { readonly data: WriteJob; readonly result: null };
  readonly follow: { readonly data: FollowJob; readonly result: FollowResult };
  readonly collect: { readonly data: Job; readonly result: CollectResult };
  readonly reduce: { readonly data: ReduceJob; readonly result: SlicesResult };
  readonly compare: { readonly data: CompareJob; readonly result: SlicesResult };
}

export type JobName = keyof Jobs;
export type ParentName = 'follow' | 'collect' | 'reduce' | 'compare';

/** Where a job waits: pieces are many and short, joins wait for them, and a training may keep a processor busy for long. */
export const QUEUE_OF: Readonly<Record<JobName, QueueName>> = {
  read: 'pieces',
  fold: 'pieces',
  write: 'pieces',
  follow: 'joins',
  collect: 'joins',
  compare: 'joins',
  reduce: 'training',
};

export type QueueName = 'pieces' | 'joins' | 'training';
export const QUEUE_NAMES: readonly QueueName[] = ['pieces', 'joins', 'training'];
