import { sortFirst } from '@sidecar/numeric';
import type { Column } from './column.ts';
import { NumberList } from './number-list.ts';

/** Builds a column row by row; what it is counted from comes in parts, such as spans of time, that can be taken out again. */
export interface ColumnBuilder {
  /**
   * Adds events with a value to the open row.
   *
   * @param code - Number of the value, from 0.
   * @param count - A whole number from 0.
   * @throws RangeError if an entry gets 2^32 events or more, or a row 2^21 values or more.
   */
  add(part: number, code: number, count: number, failed: boolean): void;
  /** Ends the open row and opens the next. */
  closeRow(): void;
  /** What was added in closed rows. Values are as many as the largest code asks for. */
  column(): Column;
  /** The column less what one part added. */
  without(column: Column, part: number): Column;
}

/** What one part added: entries, and events of each. */
interface Added {
  readonly entries: NumberList;
  readonly counts: NumberList;
  /** Length of both when the row was opened. */
  opened: number;
}

const MOST_EVENTS = 2 ** 32;
/** Values of a row at most: with a code below 2^32 they make a number that is exact. */
const MOST_IN_ROW = 2 ** 21;

export function createColumnBuilder(parts: number): ColumnBuilder {
  const starts = new NumberList();
  const codes = new NumberList();
  const succeeded = new NumberList();
  const failures = new NumberList();
  const addedBy = Array.from({ length: parts }, () => ({ succeeded: newAdded(), failed: newAdded() }));
  let placeOf = new Uint32Array(16);
  let values = 0;
  let order = new Float64Array(64);
  let ranks = new Uint32Array(64);
  starts.push(0);
  return {
    add: (part, code, count, failed) => {
      const entry = entryFor(code);
      const counts = failed ? failures : succeeded;
      const sum = counts.array[entry]! + count;
      if (sum >= MOST_EVENTS) throw new RangeError(`${sum} events in one place, expected below 2^32`);
      counts.array[entry] = sum;
      const added = addedBy[part]![failed ? 'failed' : 'succeeded'];
      added.entries.push(entry);
      added.counts.push(count);
    },
    closeRow: () => {
      sortRow();
      starts.push(codes.length);
      for (const { succeeded: of, failed } of addedBy) {
        of.opened = of.entries.length;
        failed.opened = failed.entries.length;
      }
    },
    column: () => ({
      shape: { rows: starts.length - 1, values, starts: starts.toArray(), codes: codes.toArray() },
      succeeded: succeeded.toArray(),
      failed: failures.toArray(),
    }),
    without: (column, part) => ({
      shape: column.shape,
      succeeded: less(column.succeeded, addedBy[part]!.succeeded),
      failed: less(column.failed, addedBy[part]!.failed),
    }),
  };

  function entryFor(code: number): number {
    const open = starts.array[starts.length - 1]!;
    if (code >= placeOf.length) {
      const larger = new Uint32Array(Math.max(code + 1, 2 * placeOf.length));
      larger.set(placeOf);
      placeOf = larger;
    }
    // One more than the place; those of earlier rows are at most `open`.
    if (placeOf[code]! > open) return placeOf[code]! - 1;
    if (codes.length - open >= MOST_IN_ROW)
      throw new RangeError(`${MOST_IN_ROW} values of one account, expected fewer`);
    codes.push(code);
    succeeded.push(0);
    failures.push(0);
    placeOf[code] = codes.length;
    if (code >= values) values = code + 1;
    return codes.length - 1;
  }

  /** Sorts the open row by value, and what was noted of its entries with it. */
  function sortRow(): void {
    const open = starts.array[starts.length - 1]!;
    if (isAscending(codes, open)) return;
    const length = codes.length - open;
    if (order.length < length) {
      order = new Float64Array(2 * length);
      ranks = new Uint32Array(2 * length);
    }
    // Value and place in one number, exact up to 2^53.
    for (let i = 0; i < length; i++) order[i] = codes.array[open + i]! * MOST_IN_ROW + i;
    sortFirst(order, length);
    for (let rank = 0; rank < length; rank++) ranks[order[rank]! % MOST_IN_ROW] = rank;
    for (const { array } of [codes, succeeded, failures]) {
      for (let i = 0; i < length; i++) order[ranks[i]!] = array[open + i]!;
      for (let i = 0; i < length; i++) array[open + i] = order[i]!;
    }
    for (const both of addedBy) {
      for (const { entries, opened } of [both.succeeded, both.failed]) {
        const { array } = entries;
        for (let i = opened; i < entries.length; i++) array[i] = open + ranks[array[i]! - open]!;
      }
    }
  }
}

function isAscending({ array, length }: NumberList, from: number): boolean {
  for (let i = from + 1; i < length; i++) if (array[i - 1]! > array[i]!) return false;
  return true;
}

function newAdded(): Added {
  return { entries: new NumberList(), counts: new NumberList(), opened: 0 };
}

function less(counts: Uint32Array, { entries, counts: added }: Added): Uint32Array {
  const left = counts.slice();
  for (let i = 0; i < entries.length; i++) left[entries.array[i]!]! -= added.array[i]!;
  return left;
}
