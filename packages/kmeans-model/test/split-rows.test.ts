import { createRandom, matrix } from '@sidecar/numeric';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { columnsOf, squaredDistancesTo } from '../src/columns.ts';
import { createRowDistances } from '../src/create-row-distances.ts';
import { refineCentroids } from '../src/refine-centroids.ts';
import { type RowParts, splitRows } from '../src/split-rows.ts';
import { plainLloyd } from './plain-lloyd.ts';

function written(parts: RowParts, i: number, from: number, to: number): number[] {
  const row = Array.from({ length: to - from }, () => 0);
  const part = parts.of[i]!;
  for (let n = parts.starts[part]!; n < parts.starts[part + 1]!; n++) {
    row[parts.columns[n]! - from] = parts.values[n]!;
  }
  return row;
}

const value = fc.constantFrom(0, 0, 1, -0.5, 0.35, 1 / 3);
const anyRows = fc
  .integer({ min: 1, max: 7 })
  .chain((columns) =>
    fc.array(fc.array(value, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 30 }),
  );

test('a row is its head and its tail', () => {
  fc.assert(
    fc.property(anyRows, (rows) => {
      const x = splitRows(matrix(rows));
      rows.forEach((row, i) => {
        const head = written(x.heads, i, 0, x.split);
        expect([...head, ...written(x.tails, i, x.split, x.columns)]).toEqual(row);
        expect(rows[x.heads.first[x.heads.of[i]!]!]!.slice(0, x.split)).toEqual(head);
        expect(rows[x.tails.first[x.tails.of[i]!]!]!.slice(x.split)).toEqual(row.slice(x.split));
      });
      expect(x.heads.first.length).toBe(x.heads.count);
    }),
  );
});

it('cuts where the fewest different parts are left', () => {
  const rows = [0, 1, 2, 3].flatMap((a) => [0, 1, 2].flatMap((b) => [0, 1].map((c) => [a, b, 7, c])));
  const x = splitRows(matrix(rows));
  expect([x.split, x.heads.count, x.tails.count]).toEqual([1, 4, 6]);
  expect(x.longest).toBe(9 + 4 + 49 + 1);
});

it('leaves rows whole that share nothing', () => {
  const random = createRandom(1);
  const rows = Array.from({ length: 50 }, () => [random.next(), random.next(), random.next()]);
  const x = splitRows(matrix(rows.sort((a, b) => a[0]! - b[0]!)));
  expect(x.heads.count + x.tails.count).toBe(51);
});

test('distances from a row are those of adding up all columns, to the last bit', () => {
  fc.assert(
    fc.property(anyRows, (rows) => {
      const x = matrix(rows);
      const distances = createRowDistances(splitRows(x));
      const [fast, plain] = [new Float64Array(x.rows), new Float64Array(x.rows)];
      rows.forEach((_, i) => {
        distances(i, fast);
        squaredDistancesTo(columnsOf(x), x.data, i * x.columns, plain);
        expect(fast).toEqual(plain);
      });
    }),
  );
});

// Centroids on rows and halfway between them, some of them twice: equal distances, rounding and empty clusters.
const anyStart = anyRows.chain((rows) =>
  fc.record({
    rows: fc.constant(rows),
    weights: fc.array(fc.constantFrom(1, 2, 0.1, 1e6), { minLength: rows.length, maxLength: rows.length }),
    start: fc.array(fc.tuple(fc.constantFrom(...rows), fc.constantFrom(...rows), fc.boolean()), {
      minLength: 1,
      maxLength: 8,
    }),
    scale: fc.constantFrom(1, 1 / 3, 1e-160, 1e154),
  }),
);

test('clusters are those of plain Lloyd iterations, to the last bit', () => {
  const stops = fc.record({
    least: fc.constantFrom(0, 0, 0.01),
    maxIterations: fc.constantFrom(1, 2, 300),
  });
  fc.assert(
    fc.property(anyStart, stops, ({ rows, weights, start, scale }, stop) => {
      const x = matrix(rows.map((row) => row.map((number) => number * scale)));
      const centroids = Float64Array.from(
        start.flatMap(([a, b, between]) =>
          a.map((number, j) => (between ? (number + b[j]!) / 2 : number) * scale),
        ),
      );
      const refined = refineCentroids(splitRows(x), Float64Array.from(weights), centroids, stop);
      expect(refined).toEqual(plainLloyd(x, weights, centroids, stop));
    }),
    { numRuns: 1000 },
  );
});

it('equals plain Lloyd iterations on rows like those of events', () => {
  const random = createRandom('events');
  const hot = (n: number): number[] => {
    const at = random.integer(n);
    return Array.from({ length: n }, (_, j) => Number(j === at));
  };
  const rows = Array.from({ length: 600 }, () => [
    random.integer(8) / 8,
    random.integer(3) / 2,
    ...hot(5),
    ...hot(4),
  ]);
  const weights = rows.map(() => 1 + random.integer(1000));
  const x = matrix(rows);
  for (let k = 2; k < 20; k++) {
    const start = Float64Array.from(
      Array.from({ length: k }, () => rows[random.integer(rows.length)]!).flat(),
    );
    const stop = { least: 0, maxIterations: 300 };
    expect(refineCentroids(splitRows(x), Float64Array.from(weights), start, stop)).toEqual(
      plainLloyd(x, weights, start, stop),
    );
  }
});
