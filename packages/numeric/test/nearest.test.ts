import fc from 'fast-check';
import { expect, test } from 'vitest';
import { euclidean, nearest } from '../src/index.ts';

const row = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 });

test('no centroid is closer than the nearest, and none before it as close', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), row, (centroids, x) => {
      const distances = centroids.map((centroid) => euclidean(centroid, x));
      expect(nearest(centroids, x)).toBe(distances.indexOf(Math.min(...distances)));
    }),
  );
});
