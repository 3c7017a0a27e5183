import { euclidean, matrix, nearest } from '@sidecar/numeric';
import fc from 'fast-check';
import { kmeans as mlKMeans } from 'ml-kmeans';
import { expect, it, test } from 'vitest';
import { assign, fitKMeans } from '../src/index.ts';
import references from './fixtures/kmeans.json' with { type: 'json' };

const cases = references.flatMap(({ name, x, weights, fits }) =>
  fits.map((fit) => ({ name: `${name}, k = ${fit.k}`, x, weights, ...fit })),
);

test.for(cases)('inertia is no worse than scikit-learn: $name', ({ x, weights, k, inertia }) => {
  const model = fitKMeans(matrix(x), { k, weights, restarts: 100 });
  expect(model.converged).toBe(true);
  expect(model.inertia).toBeLessThanOrEqual(inertia * (1 + 1e-9));
});

test.for(cases)('centroids are a fixed point of ml-kmeans: $name', ({ x, weights, k }) => {
  const repeated = x.flatMap((row, i) => Array.from({ length: weights[i]! }, () => row));
  const model = fitKMeans(matrix(x), { k, weights });
  const peer = mlKMeans(repeated, k, { initialization: model.centroids, tolerance: 1e-12 });
  expect(peer.iterations).toBe(1);
  peer.centroids.forEach((centroid, c) =>
    expect(euclidean(centroid, model.centroids[c]!)).toBeLessThan(1e-9),
  );
});

const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), {
  minLength: 1,
  maxLength: 25,
});
const anyFit = rows.chain((values) =>
  fc.record({
    values: fc.constant(values),
    k: fc.integer({ min: 1, max: new Set(values.map(String)).size }),
    seed: fc.integer({ min: 0, max: 9 }),
  }),
);

test('every label is the nearest centroid, even when stopped early', () => {
  fc.assert(
    fc.property(anyFit, fc.constantFrom(1, 2, 300), ({ values, k, seed }, maxIterations) => {
      const x = matrix(values);
      const model = fitKMeans(x, { k, seed, maxIterations, restarts: 2 });
      const { labels, distances } = assign(model, x);
      const counted = Array.from({ length: k }, () => 0);
      let inertia = 0;
      values.forEach((row, i) => {
        expect(labels[i]).toBe(nearest(model.centroids, row));
        expect(distances[i]).toBe(euclidean(row, model.centroids[labels[i]!]!));
        counted[labels[i]!]!++;
        inertia += distances[i]! ** 2;
      });
      expect(model.clusterWeights).toEqual(counted);
      expect(model.inertia).toBeCloseTo(inertia, 9);
    }),
  );
});

test('the order of rows changes nothing, nor does merging them into weights; JSON keeps every bit', () => {
  fc.assert(
    fc.property(anyFit, ({ values, k, seed }) => {
      const model = fitKMeans(matrix(values), { k, seed, restarts: 2 });
      expect(fitKMeans(matrix(values.toReversed()), { k, seed, restarts: 2 })).toEqual(model);
      const distinct = [...new Map(values.map((row) => [String(row), row])).values()];
      const weights = distinct.map((row) => values.filter((other) => String(other) === String(row)).length);
      expect(fitKMeans(matrix(distinct), { k, seed, weights, restarts: 2 })).toEqual(model);
      expect(JSON.parse(JSON.stringify(model))).toEqual(model);
    }),
  );
});

test('scaling the rows by a power of two scales the model', () => {
  fc.assert(
    fc.property(anyFit, ({ values, k, seed }) => {
      const model = fitKMeans(matrix(values), { k, seed, restarts: 2 });
      const doubled = fitKMeans(matrix(values.map((row) => row.map((value) => 2 * value))), {
        k,
        seed,
        restarts: 2,
      });
      expect(doubled.centroids).toEqual(model.centroids.map((row) => row.map((value) => 2 * value)));
      expect(doubled.inertia).toBe(4 * model.inertia);
    }),
  );
});

it('as many clusters as distinct rows leave nothing over', () => {
  const model = fitKMeans(matrix([[3], [1], [1], [2]]), { k: 3 });
  expect(model).toMatchObject({ centroids: [[1], [2], [3]], inertia: 0, clusterWeights: [2, 1, 1] });
});

it('gives the same bits on every machine', () => {
  const x = matrix(Array.from({ length: 50 }, (_, i) => [((i * 37) % 50) / 49, ((i * 11) % 23) / 22]));
  const { centroids, inertia } = fitKMeans(x, { k: 4, seed: 42 });
  expect({ centroids, inertia }).toEqual({
    centroids: [
      [0.1326530612244898, 0.2272727272727273],
      [0.4081632653061224, 0.7902097902097902],
      [0.8775510204081632, 0.7097902097902098],
      [0.6428571428571429, 0.2272727272727273],
    ],
    inertia: 1.5124391908118384,
  });
});

const three = matrix([[0], [1], [1], [9]]);

it.for([
  {
    name: 'more clusters than distinct rows',
    options: { k: 4 },
    message: 'k is 4, expected an integer from 1 to 3',
  },
  { name: 'no cluster', options: { k: 0 }, message: 'k is 0, expected an integer from 1 to 3' },
  {
    name: 'a tolerance below 0',
    options: { k: 2, tolerance: -1 },
    message: `tolerance is -1, expected a number from 0 to ${Number.MAX_VALUE}`,
  },
  {
    name: 'no restart',
    options: { k: 2, restarts: 0 },
    message: `restarts is 0, expected an integer from 1 to ${Number.MAX_SAFE_INTEGER}`,
  },
  {
    name: 'a weight of NaN',
    options: { k: 2, weights: [1, NaN, 1, 1] },
    message: 'weights[1] is NaN, expected a number above 0',
  },
])('refuses $name', ({ options, message }) => {
  expect(() => fitKMeans(three, options)).toThrow(new RangeError(message));
});

it('refuses to assign rows of another width', () => {
  expect(() => assign({ centroids: [[1, 2]] }, three)).toThrow(
    new RangeError('x has 1 columns, expected 2 as the centroids'),
  );
});
