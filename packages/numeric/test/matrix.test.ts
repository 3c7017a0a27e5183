import { expect, it } from 'vitest';
import { matrix } from '../src/index.ts';

it('copies rows one after the other', () => {
  const rows = [
    [1, 2],
    [3, 4],
  ];
  expect(matrix(rows)).toEqual({ rows: 2, columns: 2, data: Float64Array.of(1, 2, 3, 4) });
});

it.for([
  {
    name: 'rows of different length',
    rows: [[1, 2], [3]],
    message: 'row 1 has 1 values, expected 2 as in row 0',
  },
  {
    name: 'a value that is not a number',
    rows: [[1], [NaN]],
    message: 'row 1, column 0 is NaN, expected a number',
  },
])('refuses $name', ({ rows, message }) => {
  expect(() => matrix(rows)).toThrow(new RangeError(message));
});
