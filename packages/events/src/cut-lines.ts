import type { TimePlace } from './time-place.ts';

/** Lines of one block, cut into what stands before their time, the time, and what stands behind it. */
export interface CutLines {
  readonly bytes: Uint8Array;
  /** Where each line begins; negative for one that is not to be read. */
  readonly starts: readonly number[];
  /** Where each ends. */
  readonly ends: readonly number[];
  /** Where the time of each begins; 0 if it was not found. */
  readonly cuts: readonly number[];
  /** Where it ends. */
  readonly afters: readonly number[];
  /** What field it is. */
  readonly places: readonly TimePlace[];
}
