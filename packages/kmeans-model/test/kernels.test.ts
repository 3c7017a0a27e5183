import { createRandom, euclidean, matrix } from '@sidecar/numeric';
import { expect, it } from 'vitest';
import { columnsOf, squaredDistancesTo } from '../src/columns.ts';
import { createMeanMover } from '../src/create-mean-mover.ts';
import { crossClusterings } from '../src/cross-clusterings.ts';
import { refineCentroids } from '../src/refine-centroids.ts';
import { seedCentroids } from '../src/seed-centroids.ts';
import { splitRows } from '../src/split-rows.ts';
import references from './fixtures/kmeans.json' with { type: 'json' };

it.for([1, 3, 4, 5, 20])(
  'distances of 3,000 rows of %d columns are those of one row at a time',
  (columns) => {
    const random = createRandom(columns);
    const rows = Array.from({ length: 3000 }, () => Array.from({ length: columns }, () => random.next()));
    const out = new Float64Array(3000).fill(NaN);
    squaredDistancesTo(columnsOf(matrix(rows)), Float64Array.of(9, 9, ...rows[7]!), 2, out);
    rows.forEach((row, i) => expect(Math.sqrt(out[i]!)).toBe(euclidean(row, rows[7]!)));
  },
);

it('gives an empty cluster the row that costs most, but no last row of another', () => {
  const x = splitRows(matrix([[0], [1], [6], [100]]));
  const clusters = { centroids: Float64Array.of(0, 50, -1), labels: Int32Array.of(0, 0, 0, 1) };
  createMeanMover(x, Float64Array.of(1, 1, 1, 1), 3)(clusters);
  expect(Array.from(clusters.labels)).toEqual([0, 0, 2, 1]);
  expect(Array.from(clusters.centroids)).toEqual([0.5, 100, 6]);
});

it('leaves an empty cluster alone if no row costs anything', () => {
  const clusters = { centroids: Float64Array.of(0, 7), labels: Int32Array.of(0) };
  createMeanMover(splitRows(matrix([[0]])), Float64Array.of(3), 2)(clusters);
  expect(Array.from(clusters.centroids)).toEqual([0, 7]);
});

it('draws first centroids by weight and distance, never the same row twice', () => {
  const x = splitRows(matrix([[0], [1], [2], [3], [1000]]));
  const counts = [0, 0, 0, 0, 0];
  for (let seed = 0; seed < 300; seed++) {
    const [first, second] = seedCentroids(x, Float64Array.of(1, 1, 96, 1, 1), 2, createRandom(seed));
    counts[Math.min(first!, 4)]! += 1;
    expect(second).not.toBe(first);
    expect([first, second]).toContain(1000);
  }
  expect(counts[2]).toBeGreaterThan(270);
});

it('starts a smaller k with the first centroids of a larger one', () => {
  const x = splitRows(matrix(references[0]!.x));
  const weights = Float64Array.from(references[0]!.weights);
  const five = seedCentroids(x, weights, 5, createRandom(1));
  expect(seedCentroids(x, weights, 3, createRandom(1))).toEqual(five.subarray(0, 3 * x.columns));
});

it('weighs the cost of rows: a heavy row near a centroid outweighs a light one farther off', () => {
  const x = splitRows(matrix([[0], [10], [-11]]));
  const starts = Array.from({ length: 100 }, (_, seed) =>
    seedCentroids(x, Float64Array.of(1e6, 1e4, 1), 2, createRandom(seed)),
  );
  expect(starts.filter((start) => start.includes(-11)).length).toBeLessThan(3);
});

it('finds a lower inertia by crossing fits than any of them has', () => {
  const random = createRandom(3);
  const groups = Array.from({ length: 200 }, (_, i) => [
    10 * (i % 5) + random.next(),
    10 * ((i / 5) % 8) + random.next(),
  ]);
  const x = splitRows(matrix(groups));
  const weights = new Float64Array(x.rows).fill(1);
  const stop = { least: 0, maxIterations: 300 };
  const fits = Array.from({ length: 10 }, (_, i) =>
    refineCentroids(x, weights, seedCentroids(x, weights, 30, createRandom(i)), stop),
  ).sort((a, b) => a.inertia - b.inertia);
  const crossed = crossClusterings(x, weights, fits, createRandom('crossings'), stop);
  expect(crossed.inertia).toBeLessThan(fits[0]!.inertia);
  expect(crossClusterings(x, weights, fits.slice(0, 1), createRandom(1), stop)).toBe(fits[0]);
});
