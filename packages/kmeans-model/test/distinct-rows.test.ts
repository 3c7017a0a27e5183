import { matrix } from '@sidecar/numeric';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { distinctRows } from '../src/index.ts';

it('orders lexicographically and adds up weights', () => {
  const { x, weights, rowOf } = distinctRows(
    matrix([
      [2, 0],
      [1, 5],
      [2, -0],
      [1, 4],
    ]),
    [1, 2, 3, 4],
  );
  expect(Array.from(x.data)).toEqual([1, 4, 1, 5, 2, 0]);
  expect(Array.from(weights)).toEqual([4, 2, 4]);
  expect(Array.from(rowOf)).toEqual([2, 1, 2, 0]);
});

const value = fc.constantFrom(0, -0, 1, -1, 0.1, 1e-300, 2 ** 40);
const rows = fc.array(fc.tuple(value, value, value), { maxLength: 40 });

test('every row is found again, no row twice, no weight lost', () => {
  fc.assert(
    fc.property(rows, (values) => {
      const { x, weights, rowOf } = distinctRows(matrix(values));
      values.forEach((row, i) => {
        const found = x.data.subarray(rowOf[i]! * 3, rowOf[i]! * 3 + 3);
        expect(Array.from(found)).toEqual(row.map((value) => value + 0));
      });
      expect(x.rows).toBe(new Set(values.map((row) => row.map((value) => value + 0).join())).size);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(values.length);
    }),
  );
});

test('merging parts first gives the same as merging at once', () => {
  fc.assert(
    fc.property(rows, rows, (a, b) => {
      const parts = [a, b].filter((part) => part.length > 0).map((part) => distinctRows(matrix(part)));
      const all = parts.flatMap(({ x }) =>
        Array.from({ length: x.rows }, (_, i) => x.data.slice(i * 3, i * 3 + 3)),
      );
      const merged = distinctRows(
        matrix(all),
        parts.flatMap(({ weights }) => Array.from(weights)),
      );
      const once = distinctRows(matrix([...a, ...b]));
      expect(merged.x).toEqual(once.x);
      expect(merged.weights).toEqual(once.weights);
    }),
  );
});
