/** Dense rows of numbers, row after row: the value of row `i`, column `j` is `data[i * columns + j]`. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** Length `rows * columns`. */
  readonly data: Float64Array;
}

/**
 * Copies rows into one flat matrix.
 *
 * @throws RangeError if the rows differ in length or a value is not finite.
 * @example
 * matrix([[1, 2], [3, 4]]).data; // => Float64Array(4) [ 1, 2, 3, 4 ]
 */
export function matrix(rows: ReadonlyArray<ArrayLike<number>>): Matrix {
  const columns = rows[0]?.length ?? 0;
  const data = new Float64Array(rows.length * columns);
  rows.forEach((row, i) => {
    if (row.length !== columns) {
      throw new RangeError(`row ${i} has ${row.length} values, expected ${columns} as in row 0`);
    }
    for (let j = 0; j < columns; j++) {
      if (!Number.isFinite(row[j]))
        throw new RangeError(`row ${i}, column ${j} is ${row[j]}, expected a number`);
      data[i * columns + j] = row[j]!;
    }
  });
  return { rows: rows.length, columns, data };
}
