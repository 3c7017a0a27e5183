import type { SplitRows } from './split-rows.ts';

/**
 * Makes a function that writes the squared Euclidean distances of all rows from one of them.
 *
 * The sum over a head is worked out once for all rows that share it, as are the squares of a tail that are not 0. Each row's
 * sum still runs in the order of its columns, so it has the bits of adding up all of them.
 *
 * @returns Writes into `out`, of length `x.rows`.
 */
export function createRowDistances(x: SplitRows): (row: number, out: Float64Array) => void {
  const headSums = new Float64Array(x.heads.count);
  const width = x.columns - x.split;
  const squares = new Float64Array(x.tails.count * width);
  const ends = new Uint32Array(x.tails.count);
  return (row, out) => {
    sumHeads(x, row, headSums);
    squareTails(x, row, squares, ends);
    addUp(x, headSums, squares, ends, out);
  };
}

function sumHeads({ data, columns, split, heads }: SplitRows, row: number, sums: Float64Array): void {
  const at = row * columns;
  for (let part = 0; part < sums.length; part++) {
    const other = heads.first[part]! * columns;
    let sum = 0;
    for (let j = 0; j < split; j++) {
      const difference = data[other + j]! - data[at + j]!;
      sum += difference * difference;
    }
    sums[part] = sum;
  }
}

function squareTails(
  { data, columns, split, tails }: SplitRows,
  row: number,
  squares: Float64Array,
  ends: Uint32Array,
): void {
  const at = row * columns;
  for (let part = 0; part < ends.length; part++) {
    const other = tails.first[part]! * columns;
    let end = part * (columns - split);
    for (let j = split; j < columns; j++) {
      const difference = data[other + j]! - data[at + j]!;
      if (difference !== 0) squares[end++] = difference * difference;
    }
    ends[part] = end;
  }
}

function addUp(
  { rows, columns, split, heads, tails }: SplitRows,
  headSums: Float64Array,
  squares: Float64Array,
  ends: Uint32Array,
  out: Float64Array,
): void {
  const width = columns - split;
  for (let i = 0; i < rows; i++) {
    const tail = tails.of[i]!;
    const end = ends[tail]!;
    let sum = headSums[heads.of[i]!]!;
    for (let n = tail * width; n < end; n++) sum += squares[n]!;
    out[i] = sum;
  }
}
