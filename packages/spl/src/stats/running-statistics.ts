import type { Row } from '../row.ts';
import { timeOf } from '../time/time-of.ts';
import type { Columns, States } from './columns.ts';
import { createGroupTable } from './group-table.ts';
import { createQueue, type Queue } from './queue.ts';

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

interface Kept {
  readonly row: Row;
  readonly position: number;
  readonly stream: Stream;
}

interface Stream {
  /** Of all rows; unused in a window, where rows are gone through again for each. */
  readonly states: States;
  readonly kept: Queue<Kept>;
}

/**
 * Statistics over a window that moves along the rows. Without a window they are kept up from row to row; in a window they
 * are computed anew for each, which takes time in proportion to its length.
 */
export function createRunningStatistics(
  columns: Columns,
  by: readonly string[],
  { rows: most, seconds, isShared }: WindowOptions,
): RunningStatistics {
  const hasWindow = most < Infinity || seconds < Infinity;
  const groups = createGroupTable<Stream>(by, {
    start: () => ({ states: [], kept: createQueue<Kept>() }),
  });
  const shared = createQueue<Kept>();
  let position = 0;

  function forgetFirst(queue: Queue<Kept>): void {
    const oldest = queue.shift();
    if (isShared) oldest?.stream.kept.shift();
  }

  const queueOf = (stream: Stream): Queue<Kept> => (isShared ? shared : stream.kept);

  return {
    add(row) {
      const stream = groups.of(row)?.content;
      if (stream === undefined) return;
      position++;
      if (!hasWindow) {
        columns.add(stream.states, row, position);
        return;
      }
      const kept = { row, position, stream };
      stream.kept.push(kept);
      if (isShared) shared.push(kept);
      const queue = queueOf(stream);
      while (queue.length() > most) forgetFirst(queue);
    },
    write(row, target) {
      const stream = groups.of(row)?.content;
      if (stream === undefined) return;
      if (!hasWindow) {
        columns.write(stream.states, target);
        return;
      }
      const states: States = [];
      stream.kept.forEach((kept) => columns.add(states, kept.row, kept.position));
      columns.write(states, target);
    },
    forgetBefore(row) {
      const stream = groups.of(row)?.content;
      const time = timeOf(row);
      if (stream === undefined || time === undefined || seconds === Infinity) return;
      const queue = queueOf(stream);
      for (let oldest = queue.first(); oldest !== undefined; oldest = queue.first()) {
        if (Math.abs(time - timeOf(oldest.row)!) < seconds) return;
        forgetFirst(queue);
      }
    },
    clear() {
      groups.clear();
      shared.clear();
    },
    groupOf: (row) => groups.of(row),
  };
}
