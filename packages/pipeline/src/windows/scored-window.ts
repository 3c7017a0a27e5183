import type { Outlier } from '../incidents/alert-of.ts';
import type { Decisions } from '../run/decisions.ts';
import type { WrittenTarget } from '../run/plan-writes.ts';
import type { IndexWindow, SliceFacts } from '../slices/slice.ts';

/** What became of a window: plain data that survives JSON. */
export interface ScoredWindow extends Decisions {
  readonly window: IndexWindow;
  readonly counts: SliceFacts;
  /** Its outliers in the order in which they were scored. */
  readonly outlierEvents: readonly Outlier[];
  /** How many names the scoring forgot for want of room (`Scorer.forgotten`). */
  readonly forgotten: number;
  readonly writes: readonly WrittenTarget[];
}
