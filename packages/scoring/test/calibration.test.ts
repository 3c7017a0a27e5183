import { createRandom } from '@sidecar/numeric';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Calibration, fitCalibration, tailProbability } from '../src/index.ts';
import cases from './fixtures/pareto-tail.json' with { type: 'json' };

/** Raw scores, to 9 digits. */
const scores = fc
  .array(fc.oneof(fc.double({ min: 0, max: 5, noNaN: true }), fc.constantFrom(0, 0.5, 1)), {
    minLength: 1,
    maxLength: 300,
  })
  .map((list) => Float64Array.from(list, (score) => Number(score.toFixed(9))));

describe.for(cases)(
  'on scipy data, $name',
  ({ scores: list, quantiles, tailStart, tailShape, tailScale, survival, truth }) => {
    const calibration = fitCalibration(Float64Array.from(list));
    const atStart = 0.02 * (1 - 1 / 2001) + 1 / 2001;

    it('has the quantiles of numpy', () => {
      for (const [p, value] of quantiles) expect(calibration.quantiles[1000 * p!]).toBeCloseTo(value!, 12);
      expect(calibration.events).toBe(2000);
    });

    it('fits the tail by probability-weighted moments', () => {
      expect(calibration.tailStart).toBeCloseTo(tailStart, 12);
      expect(calibration.tailShare).toBe(0.02);
      expect(calibration.tailShape).toBeCloseTo(tailShape, 9);
      expect(calibration.tailScale).toBeCloseTo(tailScale, 9);
    });

    it('survives as genpareto does', () => {
      for (const [score, share] of survival) {
        expect(tailProbability(calibration, score!) / (atStart * share!)).toBeCloseTo(1, 9);
      }
    });

    it('comes near the true chance, out to one in a thousand', () => {
      for (const [score, chance] of truth) {
        const ratio = tailProbability(calibration, score!) / chance!;
        expect(ratio).toBeGreaterThan(0.5);
        expect(ratio).toBeLessThan(2);
      }
    });
  },
);

it('counts (k + 1) / (n + 1) in the body', () => {
  const calibration = fitCalibration(Float64Array.from({ length: 1001 }, (_, i) => i));
  for (const below of [1, 250, 500, 900]) {
    // 1001 events, of which as many as `below` score lower than that.
    expect(tailProbability(calibration, below)).toBeCloseTo(1 - (below / 1000) * (1 - 1 / 1002), 12);
  }
  expect(tailProbability(calibration, -5)).toBe(1);
  expect(tailProbability(calibration, 0)).toBe(1);
});

it('never rises with the score and lies in (0, 1], whatever it was fitted on', () => {
  fc.assert(
    fc.property(scores, (list) => {
      const calibration = fitCalibration(list);
      const asked = [...list, ...Array.from({ length: 200 }, (_, i) => i / 20 - 1), 1e6].toSorted(
        (a, b) => a - b,
      );
      const p = asked.map((score) => tailProbability(calibration, score));
      for (let i = 1; i < p.length; i++) expect(p[i]!).toBeLessThanOrEqual(p[i - 1]! * (1 + 1e-12));
      expect(p.every((value) => value > 0 && value <= 1 && Number.isFinite(1 / value))).toBe(true);
    }),
  );
});

it('falls strictly in the tail, down to 1e-300', () => {
  fc.assert(
    fc.property(
      scores,
      fc.array(fc.double({ min: 0, max: 12, noNaN: true }), { maxLength: 30 }),
      (list, excesses) => {
        const calibration = fitCalibration(list);
        const asked = excesses.map((excess) => calibration.tailStart + excess).toSorted((a, b) => a - b);
        for (let i = 1; i < asked.length; i++) {
          const [low, high] = [
            tailProbability(calibration, asked[i - 1]!),
            tailProbability(calibration, asked[i]!),
          ];
          const apart = (asked[i]! - asked[i - 1]!) / calibration.tailScale > 1e-9;
          if (apart && high > 1e-300) expect(high).toBeLessThan(low);
        }
      },
    ),
  );
});

it('joins body and tail where they meet, for any number of events', () => {
  for (const events of [30, 77, 333, 700, 999, 1500]) {
    const random = createRandom(events);
    const calibration = fitCalibration(Float64Array.from({ length: events }, () => random.next()));
    const { tailStart, tailShare } = calibration;
    const meeting = tailProbability(calibration, tailStart);
    expect(tailProbability(calibration, tailStart + 1e-9)).toBeCloseTo(meeting, 5);
    expect(meeting).toBeCloseTo(tailShare + (1 - tailShare) / (events + 1), 9);
    expect(tailShare * events).toBeGreaterThanOrEqual(Math.min(20, events / 2));
  }
});

test.for([
  { name: 'one score', list: [1] },
  { name: 'scores all alike', list: Array.from({ length: 100 }, () => 0.3) },
  {
    name: 'a tail of excesses all alike',
    list: Array.from({ length: 2000 }, (_, i) => (i < 1960 ? 0.1 : 0.7)),
  },
])('does not take $name for a heavy tail', ({ list }) => {
  const calibration = fitCalibration(Float64Array.from(list));
  expect(calibration.tailShape).toBe(0);
  expect(calibration.tailScale).toBeGreaterThan(0);
  expect(tailProbability(calibration, 12)).toBeGreaterThan(0);
});

test.for([
  { name: 'exponential', draw: (u: number) => -Math.log(1 - u) },
  { name: 'heavy-tailed', draw: (u: number) => (1 - u) ** -0.3 },
  { name: 'bounded', draw: (u: number) => Math.sqrt(u) },
])('gives uniform p-values for fresh scores of the same distribution: $name', ({ draw, name }) => {
  for (let seed = 0; seed < 5; seed++) {
    const random = createRandom(`${name}/${seed}`);
    const sample = (size: number): Float64Array =>
      Float64Array.from({ length: size }, () => draw(random.next()));
    const calibration = fitCalibration(sample(2000));
    // Kolmogorov-Smirnov: two samples of 2,000 differ by more than this once in a thousand times.
    expect(distanceToUniform(calibration, sample(2000))).toBeLessThan(1.95 * Math.sqrt(2 / 2000));
  }
});

it('survives JSON', () => {
  const calibration = fitCalibration(Float64Array.from(cases[1]!.scores));
  expect(JSON.parse(JSON.stringify(calibration))).toEqual(calibration);
});

it('leaves the scores alone, and asks for one at least', () => {
  const list = Float64Array.of(3, 1, 2);
  fitCalibration(list);
  expect(list).toEqual(Float64Array.of(3, 1, 2));
  expect(() => fitCalibration(new Float64Array(0))).toThrow(RangeError);
});

function distanceToUniform(calibration: Calibration, fresh: Float64Array): number {
  const p = [...fresh].map((score) => tailProbability(calibration, score)).toSorted((a, b) => a - b);
  return Math.max(...p.map((value, i) => Math.max(value - i / p.length, (i + 1) / p.length - value)));
}
