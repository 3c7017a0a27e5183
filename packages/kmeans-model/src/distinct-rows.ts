import type { Matrix } from '@sidecar/numeric';
import { weightsOf } from './weights.ts';

/** Rows without their repetitions. */
export interface DistinctRows {
  /** Each distinct row once, in lexicographic order. */
  readonly x: Matrix;
  /** Summed weight of the rows equal to each distinct row, length `x.rows`. */
  readonly weights: Float64Array;
  /** For each row that came in, its index in `x`. */
  readonly rowOf: Uint32Array;
}

/**
 * Merges equal rows and adds up their weights, exactly: values are compared, not rounded (0 and -0 are equal).
 *
 * The order is lexicographic, so the order in which rows came in never matters to what is computed from the result
 * (as long as the weights are whole numbers, whose sums are exact). Takes O(rows · columns) time, plus the sort of
 * the distinct rows.
 *
 * @param x - Shape (rows, columns).
 * @param weights - Positive, one per row. One each if left out.
 * @throws RangeError unless there is one positive weight per row.
 * @example
 * distinctRows(matrix([[2], [1], [2]])).weights; // => Float64Array(2) [ 1, 2 ]
 */
export function distinctRows(x: Matrix, weights?: ArrayLike<number>): DistinctRows {
  const weightOfRow = weightsOf(x, weights);
  const { firstRow, groupOf } = groupEqualRows(x);
  const order = Uint32Array.from(firstRow, (_, group) => group).sort((a, b) =>
    compareRows(x, firstRow[a]!, firstRow[b]!),
  );
  const rank = new Uint32Array(order.length);
  const data = new Float64Array(order.length * x.columns);
  order.forEach((group, i) => {
    rank[group] = i;
    for (let j = 0; j < x.columns; j++) {
      data[i * x.columns + j] = x.data[firstRow[group]! * x.columns + j]! + 0; // -0 becomes 0
    }
  });
  const merged = new Float64Array(order.length);
  const rowOf = groupOf.map((group) => rank[group]!);
  rowOf.forEach((distinct, i) => (merged[distinct]! += weightOfRow[i]!));
  return { x: { rows: order.length, columns: x.columns, data }, weights: merged, rowOf };
}

/** A hash table with open addressing: the slot of a row holds the number of its group plus one. */
function groupEqualRows(x: Matrix): { firstRow: number[]; groupOf: Uint32Array } {
  const slots = new Uint32Array(2 ** (33 - Math.clz32(x.rows)));
  const words = new Uint32Array(x.data.buffer, x.data.byteOffset, x.data.length * 2);
  const firstRow: number[] = [];
  const groupOf = new Uint32Array(x.rows);
  for (let i = 0; i < x.rows; i++) {
    let slot = hashRow(x, words, i) & (slots.length - 1);
    while (slots[slot] !== 0 && compareRows(x, firstRow[slots[slot]! - 1]!, i) !== 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    if (slots[slot] === 0) slots[slot] = firstRow.push(i);
    groupOf[i] = slots[slot]! - 1;
  }
  return { firstRow, groupOf };
}

function hashRow(x: Matrix, words: Uint32Array, i: number): number {
  let hash = 0;
  for (let at = i * x.columns; at < (i + 1) * x.columns; at++) {
    if (x.data[at] === 0) hash = Math.imul(hash, 0x9e3779b1) + 1;
    else hash = Math.imul(Math.imul(hash ^ words[2 * at]!, 0x85ebca6b) ^ words[2 * at + 1]!, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash ^ (hash >>> 16);
}

function compareRows(x: Matrix, a: number, b: number): number {
  for (let j = 0; j < x.columns; j++) {
    const difference = x.data[a * x.columns + j]! - x.data[b * x.columns + j]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
