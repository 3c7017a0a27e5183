import type { Row } from '../row.ts';
import { timeOf } from '../time/time-of.ts';
import type { Columns, States } from './columns.ts';
import { createGroupTable } from './group-table.ts';
import { createQueue } from './queue.ts';
import { createSlidingStates, type SlidingStates } from './sliding-states.ts';

export interface WindowOptions {
  /** Most rows that a statistic speaks of; `Infinity` for all that came so far. */
  readonly rows: number;
  /** Only rows less than so many seconds away; `Infinity` for any. */
  readonly seconds: number;
  /** Whether all groups share one window, of which each sees its own rows. */
  readonly isShared: boolean;
}

/** Statistics of the rows that came so far. */
export interface RunningStatistics {
  /** Takes in a row. Of a row without one of the fields nothing is known. */
  readonly add: (row: Row) => void;
  /** Sets the columns of the group of `row` in `target`. */
  readonly write: (row: Row, target: Row) => void;
  /** Drops what is too old beside a row. */
  readonly forgetBefore: (row: Row) => void;
  readonly clear: () => void;
  /** Something that is the same for two rows of one group; undefined for a row of none. */
  readonly groupOf: (row: Row) => unknown;
}

/** What is known of a group. */
interface Stream {
  /** Of all rows; unused in a window. */
  readonly states: States;
  readonly sliding: SlidingStates;
}

/** Statistics of all rows up to one, or of a window that moves along with it. */
export function createRunningStatistics(
  columns: Columns,
  by: readonly string[],
  { rows: most, seconds, isShared }: WindowOptions,
): RunningStatistics {
  const hasWindow = most < Infinity || seconds < Infinity;
  const groups = createGroupTable<Stream>(by, {
    start: () => ({ states: [], sliding: createSlidingStates(columns) }),
  });
  /** Groups of the rows in the window they share, in the order of rows. */
  const shared = createQueue<Stream>();
  let position = 0;

  const oldestStream = (stream: Stream): Stream | undefined => (isShared ? shared.first() : stream);
  const lengthOf = (stream: Stream): number => (isShared ? shared.length() : stream.sliding.length());

  function forgetOldest(stream: Stream): void {
    oldestStream(stream)?.sliding.shift();
    if (isShared) shared.shift();
  }

  return {
    add(row) {
      const stream = groups.of(row)?.content;
      if (stream === undefined) return;
      position++;
      if (!hasWindow) {
        columns.add(stream.states, row, position);
        return;
      }
      stream.sliding.push(row, position);
      if (isShared) shared.push(stream);
      while (lengthOf(stream) > most) forgetOldest(stream);
    },
    write(row, target) {
      const stream = groups.of(row)?.content;
      if (stream === undefined) return;
      columns.write(hasWindow ? stream.sliding.states() : stream.states, target);
    },
    forgetBefore(row) {
      const stream = groups.of(row)?.content;
      const time = timeOf(row);
      if (stream === undefined || time === undefined || seconds === Infinity) return;
      while (lengthOf(stream) > 0) {
        const oldest = oldestStream(stream)?.sliding.first();
        if (oldest === undefined || Math.abs(time - timeOf(oldest)!) < seconds) return;
        forgetOldest(stream);
      }
    },
    clear() {
      groups.clear();
      shared.clear();
    },
    groupOf: (row) => groups.of(row),
  };
}
