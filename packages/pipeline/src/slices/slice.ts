import type { RejectionCount } from '../input/input-counts.ts';

/** A part of event time, epoch seconds, half-open. */
export interface TimeSlice {
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

/** A part of index time, epoch seconds, half-open: what Splunk indexed then, whenever it happened. */
export interface IndexWindow {
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

/** What is in a slice, beside its bytes. */
export interface SliceFacts {
  /** Lines that are events. */
  readonly events: number;
  /** Lines that are none. */
  readonly rejected: number;
  readonly rejections: readonly RejectionCount[];
  /** Epoch ms of the first event; null without one. */
  readonly firstTime: number | null;
  /** Epoch ms of the last event; null without one. */
  readonly lastTime: number | null;
}

/**
 * Events folded: each kind once, and of every event the time and the number of its kind, in the order of a store; gzip of what `encodeKept`
 * gives, some six bytes an event. Nothing of the events is lost, and the same events are the same bytes.
 */
export interface Slice extends SliceFacts {
  readonly bytes: Uint8Array;
}
