/**
 * Where the entries of a column are: one for every value that a row has. Rows are accounts, or clusters; values are numbered. The
 * entries of a row lie side by side, ascending by value.
 */
export interface ColumnShape {
  readonly rows: number;
  /** How many values there are; their codes lie below it. */
  readonly values: number;
  /** First entry of each row, and at the end the number of all entries; length `rows + 1`. */
  readonly starts: Uint32Array;
  /** Value of each entry. */
  readonly codes: Uint32Array;
}

/** Events by row and value, of each outcome. An entry of which nothing is left holds 0 twice. */
export interface Column {
  readonly shape: ColumnShape;
  /** By entry. */
  readonly succeeded: Uint32Array;
  readonly failed: Uint32Array;
}

/** Events of an entry, of both outcomes. */
export function eventsAt({ succeeded, failed }: Column, entry: number): number {
  return succeeded[entry]! + failed[entry]!;
}

/** The entry of a value in a row, or -1. Either may be -1 itself, for one that is not known. */
export function entryOf({ starts, codes }: ColumnShape, row: number, code: number): number {
  if (row < 0) return -1;
  let low = starts[row]!;
  let high = starts[row + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (codes[middle]! < code) low = middle + 1;
    else high = middle;
  }
  return low < starts[row + 1]! && codes[low] === code ? low : -1;
}

/** The entries of a column by value. */
export interface ByValue {
  /** First place in `entries` of each value, and the number of all; length `values + 1`. */
  readonly starts: Uint32Array;
  /** Entries, those of a value side by side and ascending. */
  readonly entries: Uint32Array;
  /** Row of each entry. */
  readonly rows: Uint32Array;
}

const known = new WeakMap<ColumnShape, ByValue>();

/** Worked out once for each shape. */
export function byValue(shape: ColumnShape): ByValue {
  let result = known.get(shape);
  if (result === undefined) known.set(shape, (result = sortedByValue(shape)));
  return result;
}

function sortedByValue({ rows: size, values, starts: rowStarts, codes }: ColumnShape): ByValue {
  const starts = new Uint32Array(values + 1);
  for (const code of codes) starts[code + 1]! += 1;
  for (let code = 0; code < values; code++) starts[code + 1]! += starts[code]!;
  const next = starts.slice();
  const entries = new Uint32Array(codes.length);
  const rows = new Uint32Array(codes.length);
  for (let row = 0; row < size; row++) {
    for (let entry = rowStarts[row]!; entry < rowStarts[row + 1]!; entry++) {
      rows[entry] = row;
      entries[next[codes[entry]!]!++] = entry;
    }
  }
  return { starts, entries, rows };
}
