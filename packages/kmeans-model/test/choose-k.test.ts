import { matrix } from '@sidecar/numeric';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { assign, chooseK, fitKMeans, meanSilhouette } from '../src/index.ts';
import { indexOfBest } from '../src/choose-k.ts';
import references from './fixtures/kmeans.json' with { type: 'json' };

const blobs = references.find(({ name }) => name === 'four blobs')!;

it('finds the four blobs', () => {
  const chosen = chooseK(matrix(blobs.x), { candidates: [2, 3, 4, 5, 6] });
  expect(chosen.k).toBe(4);
  expect(chosen.curve.map(({ k }) => k)).toEqual([2, 3, 4, 5, 6]);
  expect(chosen.curve[2]!.stability).toBeGreaterThan(0.8);
});

it('keeps the model that fitKMeans gives for the chosen k, and its silhouette', () => {
  const x = matrix(blobs.x);
  const chosen = chooseK(x, { candidates: [5, 3], seed: 7 });
  expect(chosen.model).toEqual(fitKMeans(x, { k: chosen.k, seed: 7 }));
  const point = chosen.curve.find(({ k }) => k === chosen.k)!;
  expect(point.silhouette).toBeCloseTo(meanSilhouette(x, assign(chosen.model, x).labels), 12);
  expect(point.inertia).toBe(chosen.model.inertia);
});

it('of equal silhouettes prefers the stable, then the smaller k', () => {
  const point = { inertia: 1, stability: 1 };
  const curve = [
    { ...point, k: 2, silhouette: 0.4 },
    { ...point, k: 3, silhouette: 0.5, stability: 0.8 },
    { ...point, k: 4, silhouette: 0.5 - 1e-10 },
    { ...point, k: 5, silhouette: 0.5 + 1e-10 },
    { ...point, k: 6, silhouette: 0.5 - 1e-8 },
  ];
  expect(indexOfBest(curve)).toBe(2);
});

it.for([
  {
    name: 'candidates above the number of distinct rows are left out',
    x: [[0], [1], [1], [9], [10]],
    k: 2,
    notes: ['k of 6, 8 left out: at most 4 can be told apart among 4 distinct rows'],
    candidates: [2, 6, 8],
  },
  {
    name: 'a candidate that leaves every row alone is left out',
    x: [[0], [1], [9], [10]],
    k: 2,
    notes: ['k of 4 left out: at most 3 can be told apart among 4 distinct rows'],
    candidates: [2, 4],
  },
  {
    name: 'if none is left every smaller k is tried',
    x: [[0], [1], [1], [9], [10]],
    k: 2,
    notes: [
      'k of 6, 8 left out: at most 4 can be told apart among 4 distinct rows',
      'k from 2 to 4 tried instead',
    ],
    candidates: [6, 8],
  },
  {
    name: 'one distinct row is one cluster',
    x: [[5], [5], [5]],
    k: 1,
    notes: [
      'k of 2 left out: at most 1 can be told apart among 1 distinct row',
      'k is 1: no two clusters can be told apart',
    ],
    candidates: [2],
  },
])('$name', ({ x, candidates, k, notes }) => {
  const chosen = chooseK(matrix(x), { candidates });
  expect(chosen.k).toBe(k);
  expect(chosen.model.k).toBe(k);
  expect(chosen.notes).toEqual(notes);
});

test('the order of rows changes nothing', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), {
    minLength: 1,
    maxLength: 25,
  });
  fc.assert(
    fc.property(rows, fc.integer(), (values, seed) => {
      const options = { candidates: [2, 3, 5], seed, restarts: 3 };
      expect(chooseK(matrix(values.toReversed()), options)).toEqual(chooseK(matrix(values), options));
    }),
    { numRuns: 50 },
  );
});

it.for([
  { name: 'no row', x: [], candidates: [2], message: 'x has 0 rows, expected at least 1' },
  { name: 'no candidate', x: [[1]], candidates: [], message: 'candidates has 0 values, expected at least 1' },
  {
    name: 'one cluster, for which no silhouette is defined',
    x: [[1], [2]],
    candidates: [2, 1],
    message: `candidates[1] is 1, expected an integer from 2 to ${Number.MAX_SAFE_INTEGER}`,
  },
])('refuses $name', ({ x, candidates, message }) => {
  expect(() => chooseK(matrix(x), { candidates })).toThrow(new RangeError(message));
});
