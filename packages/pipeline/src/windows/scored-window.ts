import type { Outlier } from '../incidents/alert-of.ts';
import type { Decisions } from '../run/decisions.ts';
import type { WrittenTarget } from '../run/plan-writes.ts';
import type { IndexWindow, SliceFacts } from '../slices/slice.ts';

/** What scoring a window gives: plain data that survives JSON, and a file. */
export interface ScoredSlice extends Decisions {
  /** File of the records of all its events. */
  readonly recordsPath: string;
  /** Its outliers in the order in which they were scored. */
  readonly outlierEvents: readonly Outlier[];
  /** How many names the scoring of this window forgot for want of room (`Scorer.forgotten`). */
  readonly forgotten: number;
}

/** What became of a window: plain data that survives JSON. */
export interface ScoredWindow extends Omit<ScoredSlice, 'recordsPath'> {
  readonly window: IndexWindow;
  readonly counts: SliceFacts;
  readonly writes: readonly WrittenTarget[];
}
