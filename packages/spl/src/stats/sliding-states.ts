import type { Row } from '../row.ts';
import type { Columns, States } from './columns.ts';
import { createQueue } from './queue.ts';

/** Statistics of rows that come and go, the oldest first. */
export interface SlidingStates {
  readonly push: (row: Row, position: number) => void;
  readonly shift: () => void;
  readonly first: () => Row | undefined;
  readonly length: () => number;
  /** States of all rows that are there, which are not to be added to. */
  readonly states: () => States;
}

interface Kept {
  readonly row: Row;
  readonly position: number;
}

/**
 * Statistics of a window that moves along rows.
 *
 * Where states are small, each of the older rows has the state of itself and all older rows after it, and the newer rows
 * have one together: a window is then two states merged, and a row costs the same in a window of any length. States that
 * hold values are made anew for each reading, in time in proportion to the window.
 */
export function createSlidingStates(columns: Columns): SlidingStates {
  const rows = createQueue<Kept>();
  /** Of the older rows, the oldest last. */
  let older: States[] = [];
  let newer: States = [];

  /** Makes all rows older ones. */
  function turn(): void {
    const all: Kept[] = [];
    rows.forEach((kept) => all.push(kept));
    older = [];
    for (const { row, position } of all.toReversed()) {
      const states: States = [];
      columns.add(states, row, position);
      const after = older.at(-1);
      if (after !== undefined) columns.merge(states, after);
      older.push(states);
    }
    newer = [];
  }

  return {
    push(row, position) {
      rows.push({ row, position });
      if (columns.areSmall) columns.add(newer, row, position);
    },
    shift() {
      if (columns.areSmall && older.length === 0) turn();
      older.pop();
      rows.shift();
    },
    first: () => rows.first()?.row,
    length: () => rows.length(),
    states() {
      const states: States = [];
      if (columns.areSmall) {
        const oldest = older.at(-1);
        if (oldest !== undefined) columns.merge(states, oldest);
        columns.merge(states, newer);
      } else rows.forEach(({ row, position }) => columns.add(states, row, position));
      return states;
    },
  };
}
