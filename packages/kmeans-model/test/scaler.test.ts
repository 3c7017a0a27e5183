import { matrix } from '@sidecar/numeric';
import { expect, it } from 'vitest';
import { fitScaler, scale } from '../src/index.ts';

const x = matrix([
  [1, 5, -2],
  [3, 5, 0],
  [2, 5, 2],
]);

it('maps each column to 0 to 1 and a constant one to 0', () => {
  expect(Array.from(scale(fitScaler(x), x).data)).toEqual([0, 0, 0, 1, 0, 0.5, 0.5, 0, 1]);
});

it('does not clip what lies outside the learned range', () => {
  expect(Array.from(scale(fitScaler(x), matrix([[5, 6, -4]])).data)).toEqual([2, 1, -0.5]);
});

it('survives JSON', () => {
  const scaler = fitScaler(x);
  expect(JSON.parse(JSON.stringify(scaler))).toEqual(scaler);
});

it('refuses no rows and another width', () => {
  expect(() => fitScaler(matrix([]))).toThrow(new RangeError('x has 0 rows, expected at least 1'));
  expect(() => scale(fitScaler(x), matrix([[1]]))).toThrow(
    new RangeError('x has 1 columns, expected 3 as the scaler'),
  );
});
