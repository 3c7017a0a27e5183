import { describe, expect, it } from 'vitest';
import { displayedRisk, groupAlerts, rawRisk } from '../src/index.ts';
import { about, alert, DAY, MINUTE } from './alerts.ts';

const group = (
  technique: string,
  code: string,
  ...strengths: number[]
): Parameters<typeof rawRisk>[0] extends Iterable<infer G> ? G : never => ({
  technique,
  code,
  day: 0,
  strengths,
});

describe('rawRisk', () => {
  it.for([
    { name: 'nothing', groups: [], expected: 0 },
    { name: 'one alert in full', groups: [group('T1', 'hour', 3)], expected: 3 },
    {
      name: 'repeats by thirds, the strongest first',
      groups: [group('T1', 'hour', 1, 3, 2)],
      expected: 3 + 2 / 3 + 1 / 9,
    },
    {
      name: 'other reasons of one technique by halves, the strongest first',
      groups: [group('T1', 'hour', 2), group('T1', 'source', 4)],
      expected: 4 + 2 / 2,
    },
    {
      name: 'other techniques in full',
      groups: [group('T1', 'hour', 2), group('T2', 'hour', 4)],
      expected: 6,
    },
  ])('counts $name', ({ groups, expected }) => {
    expect(rawRisk(groups)).toBeCloseTo(expected, 12);
  });
});

describe('displayedRisk', () => {
  it('goes from 0 to 100 and is 50 at 10', () => {
    expect([0, 10, 20].map(displayedRisk)).toEqual([0, 50, 75]);
    expect(displayedRisk(200)).toBeLessThan(100);
  });
});

describe('stacking', () => {
  it('lets a chain of three techniques outrank 10,000 repeats of one that is as rare, over days', () => {
    const flood = Array.from({ length: 10_000 }, (_, i) =>
      alert({
        user: 'flood',
        time: i * MINUTE,
        failed: true,
        technique: 'T1110.001',
        reasons: about('user_failures_1h'),
      }),
    );
    const chain = ['T1078', 'T1021', 'T1558.003'].map((technique, i) =>
      alert({ user: 'chain', time: i * MINUTE, technique }),
    );
    const incidents = groupAlerts([...flood, ...chain], { longestMs: 30 * DAY });
    expect(incidents.map(({ entity, alerts }) => [entity, alerts])).toEqual([
      ['chain', 3],
      ['flood', 10_000],
    ]);
    expect(incidents[0]!.rawRisk).toBeCloseTo(9, 12);
    expect(incidents[1]!.rawRisk).toBeLessThan(9);
  });

  it('counts the strongest in full, whenever it came', () => {
    const weak = Array.from({ length: 20 }, (_, i) => alert({ time: i, pValue: 0.1 }));
    const [incident] = groupAlerts([...weak, alert({ time: 20, pValue: 0.00001 })]);
    expect(incident!.rawRisk).toBeCloseTo(5 + 1 / 2, 2);
  });

  it('counts another day of the same less than the first', () => {
    const day = (n: number): number =>
      groupAlerts(
        Array.from({ length: n }, (_, i) => alert({ time: i * DAY })),
        { gapMs: 2 * DAY },
      )[0]!.rawRisk;
    expect([1, 2, 3].map(day)).toEqual([3, 4.5, 5.25]);
  });

  it.for([
    { what: 'a p-value', given: { pValue: 0.0001 }, expected: 4 },
    { what: 'at most one in a million', given: { pValue: 1e-300 }, expected: 6 },
    { what: 'a score without p-value', given: { score: 99, pValue: undefined }, expected: 2 },
    { what: 'a score of 100 without p-value', given: { score: 100, pValue: undefined }, expected: 6 },
    { what: 'a p-value of 0', given: { pValue: 0 }, expected: 6 },
    { what: 'a score beyond 100', given: { score: 101, pValue: undefined }, expected: 6 },
    { what: 'no number', given: { pValue: NaN }, expected: 0 },
  ])('takes $what', ({ given, expected }) => {
    expect(groupAlerts([alert(given)])[0]!.rawRisk).toBeCloseTo(expected, 9);
  });
});
