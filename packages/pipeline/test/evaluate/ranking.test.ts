import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { averagePrecision, rocAuc } from '../../src/evaluate/index.ts';
import fixture from '../fixtures/evaluate.json' with { type: 'json' };

test.for(fixture.cases)('agrees with scikit-learn: $name', ({ scores, labels, ...expected }) => {
  expect(averagePrecision(scores, labels)).toBeCloseTo(expected.averagePrecision, 12);
  expect(rocAuc(scores, labels)).toBeCloseTo(expected.rocAuc, 12);
});

const ranking = fc
  .array(fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: 0, max: 1 })), {
    minLength: 1,
    maxLength: 30,
  })
  .map((rows) => ({ scores: rows.map(([score]) => score), labels: rows.map(([, label]) => label) }));

test('the order of the events does not matter, nor a rising transformation of the scores', () => {
  fc.assert(
    fc.property(ranking, ({ scores, labels }) => {
      const moved = scores.map((score) => Math.exp(score / 2)).toReversed();
      for (const metric of [averagePrecision, rocAuc]) {
        const expected = metric(scores, labels);
        const gap = metric(moved, labels.toReversed()) - expected;
        expect(Number.isNaN(expected) || Math.abs(gap) < 1e-12).toBe(true);
      }
    }),
  );
});

test('turning the scores around turns the ROC area around', () => {
  fc.assert(
    fc.property(ranking, ({ scores, labels }) => {
      const area = rocAuc(scores, labels);
      fc.pre(!Number.isNaN(area));
      expect(
        rocAuc(
          scores.map((score) => -score),
          labels,
        ),
      ).toBeCloseTo(1 - area, 12);
    }),
  );
});

test('neither is defined without attacks, and the ROC area needs other events too', () => {
  expect(averagePrecision([1, 2], [0, 0])).toBeNaN();
  expect(rocAuc([1, 2], [0, 0])).toBeNaN();
  expect(rocAuc([1, 2], [1, 1])).toBeNaN();
});

it.for([
  {
    name: 'too few labels',
    scores: [1, 2],
    labels: [1],
    message: 'labels has 1 values, expected one per score (2)',
  },
  {
    name: 'a score that is no number',
    scores: [1, Number.NaN],
    labels: [1, 0],
    message: 'score 1 is NaN, expected a finite number',
  },
])('refuses $name', ({ scores, labels, message }) => {
  expect(() => averagePrecision(scores, labels)).toThrow(new RangeError(message));
  expect(() => rocAuc(scores, labels)).toThrow(new RangeError(message));
});
