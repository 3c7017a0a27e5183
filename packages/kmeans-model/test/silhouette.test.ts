import { matrix } from '@sidecar/numeric';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { meanSilhouette, silhouette } from '../src/index.ts';
import cases from './fixtures/silhouette.json' with { type: 'json' };

test.for(cases)('matches scikit-learn: $name', ({ x, labels, weights, expected, mean }) => {
  const scores = silhouette(matrix(x), labels, { weights });
  expected.forEach((value, i) => expect(Math.abs(scores[i]! - value)).toBeLessThan(1e-12));
  expect(Math.abs(meanSilhouette(matrix(x), labels, { weights }) - mean)).toBeLessThan(1e-12);
});

const labelledRows = fc
  .array(
    fc.record({
      row: fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })),
      label: fc.integer({ min: 0, max: 2 }),
      weight: fc.integer({ min: 1, max: 4 }),
    }),
    { minLength: 4, maxLength: 20 },
  )
  .filter((rows) => new Set(rows.map(({ label }) => label)).size > 1);

test('a weight does exactly what repeating the row does', () => {
  fc.assert(
    fc.property(labelledRows, (rows) => {
      const repeated = rows.flatMap((each) => Array.from({ length: each.weight }, () => each));
      const weighted = silhouette(
        matrix(rows.map(({ row }) => row)),
        rows.map(({ label }) => label),
        { weights: rows.map(({ weight }) => weight) },
      );
      const each = silhouette(
        matrix(repeated.map(({ row }) => row)),
        repeated.map(({ label }) => label),
      );
      let at = 0;
      rows.forEach(({ weight }, i) => {
        expect(each[at]).toBe(weighted[i]);
        at += weight;
      });
    }),
  );
});

test('names of clusters and a power-of-two scale change nothing', () => {
  fc.assert(
    fc.property(labelledRows, fc.constantFrom(0.25, 1024), (rows, factor) => {
      const labels = rows.map(({ label }) => label);
      const scores = silhouette(matrix(rows.map(({ row }) => row)), labels);
      const scaled = matrix(rows.map(({ row }) => row.map((value) => value * factor)));
      const renamed = labels.map((label) => 70 - 11 * label);
      silhouette(scaled, renamed).forEach((value, i) => expect(value).toBeCloseTo(scores[i]!, 12));
    }),
  );
});

it('estimates the mean from a seeded sample above maxRows', () => {
  const x = matrix(Array.from({ length: 2000 }, (_, i) => [(i % 2) * 3 + Math.sin(i), Math.cos(7 * i)]));
  const labels = Array.from({ length: 2000 }, (_, i) => i % 2);
  const exact = meanSilhouette(x, labels);
  const sampled = meanSilhouette(x, labels, { maxRows: 400, seed: 3 });
  expect(sampled).not.toBe(exact);
  expect(Math.abs(sampled - exact)).toBeLessThan(1 / Math.sqrt(400));
  expect(meanSilhouette(x, labels, { maxRows: 400, seed: 3 })).toBe(sampled);
});

it.for([
  {
    name: 'one cluster',
    labels: [0, 0, 0],
    weights: [1, 1, 1],
    message: 'labels has 1 distinct values, expected 2 to 2',
  },
  {
    name: 'every row alone',
    labels: [0, 1, 2],
    weights: [1, 1, 1],
    message: 'labels has 3 distinct values, expected 2 to 2',
  },
  {
    name: 'too few labels',
    labels: [0, 1],
    weights: [1, 1, 1],
    message: 'labels has 2 values, expected one per row (3)',
  },
  {
    name: 'too few weights',
    labels: [0, 1, 1],
    weights: [1],
    message: 'weights has 1 values, expected one per row (3)',
  },
  {
    name: 'a weight of zero',
    labels: [0, 1, 1],
    weights: [1, 0, 1],
    message: 'weights[1] is 0, expected a number above 0',
  },
])('refuses $name', ({ labels, weights, message }) => {
  expect(() => silhouette(matrix([[0], [1], [2]]), labels, { weights })).toThrow(new RangeError(message));
});
