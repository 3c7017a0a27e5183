import type { EventColumns } from './event-columns.ts';
import { type TrainingWindow, trainingWindow } from './training-window.ts';

export interface SelectOptions {
  /** So many of the first events were kept by an earlier training; the others are new. @default 0 */
  readonly keptSize?: number;
  /** Days to learn from; 0 for all. @default 0 */
  readonly windowDays?: number;
}

/** The events to train on, and what became of the others. */
export interface Selection {
  /** Places of the events in their columns, in the order of `compare`. */
  readonly order: Uint32Array;
  /** Null if there is no limit, or no event. */
  readonly window: TrainingWindow | null;
  /** Of the kept events, those in the selection. */
  readonly kept: number;
  /** Of the new events, those in the selection. */
  readonly added: number;
  /** New events that were kept already, as inputs of one training and the next overlap. */
  readonly repeated: number;
  /** Kept events from before the window. */
  readonly forgotten: number;
  /** New events from before the window. */
  readonly tooOld: number;
}

/**
 * Joins kept and new events and leaves out what lies before the window.
 *
 * An event that occurs `a` times among the kept and `b` times among the new occurs `max(a, b)` times in the selection: equal
 * events of one training are events that happened several times, and between two trainings they are the overlap of their
 * inputs. The greatest of numbers depends on no order, so any sequence of updates ends with the same events.
 */
export function selectEvents(columns: EventColumns, options: SelectOptions = {}): Selection {
  const { keptSize = 0, windowDays = 0 } = options;
  const order = Uint32Array.from({ length: columns.size }, (_, i) => i);
  order.sort((a, b) => columns.compare(a, b)); // stable: of equal events the kept come first
  const newest = order.length === 0 ? Number.NaN : columns.timeAt(order.at(-1)!);
  const window = windowDays === 0 || order.length === 0 ? null : trainingWindow(newest, windowDays);
  const counts = { kept: 0, added: 0, repeated: 0, forgotten: 0, tooOld: 0 };
  let size = 0;
  for (let start = 0, end = 0; start < order.length; start = end) {
    let kept = 0;
    for (end = start; end < order.length && columns.compare(order[start]!, order[end]!) === 0; end++) {
      if (order[end]! < keptSize) kept += 1;
    }
    const repeated = Math.min(kept, end - start - kept);
    const added = end - start - kept - repeated;
    counts.repeated += repeated;
    if (window !== null && columns.timeAt(order[start]!) < window.from) {
      counts.forgotten += kept;
      counts.tooOld += added;
      continue;
    }
    counts.kept += kept;
    counts.added += added;
    order.copyWithin(size, start, start + kept + added);
    size += kept + added;
  }
  return { order: order.slice(0, size), window, ...counts };
}
