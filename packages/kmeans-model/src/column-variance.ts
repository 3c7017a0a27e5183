import type { Matrix } from '@sidecar/numeric';
import { total } from './weights.ts';

/** Weighted population variance of every column, averaged over the columns. */
export function columnVariance({ rows, columns, data }: Matrix, weights: Float64Array): number {
  const weight = total(weights);
  let sum = 0;
  for (let j = 0; j < columns; j++) {
    let mean = 0;
    for (let i = 0; i < rows; i++) mean += (weights[i]! * data[i * columns + j]!) / weight;
    for (let i = 0; i < rows; i++) sum += (weights[i]! * (data[i * columns + j]! - mean) ** 2) / weight;
  }
  return columns === 0 ? 0 : sum / columns;
}
