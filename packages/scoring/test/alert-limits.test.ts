import { createObserver } from '@sidecar/features';
import { describe, expect, it, test } from 'vitest';
import {
  budgetBounds,
  createScorer,
  type DecisionOptions,
  type Recent,
  type ScorerState,
} from '../src/index.ts';
import { decision, END, HOUR, logon, model, workOf } from './small-company.ts';

/** Three quiet days, and at night a stranger's address from which bob, cyd and dan go to forty machines. */
const events = [
  ...workOf(3, { from: END, seed: 7 }),
  ...Array.from({ length: 40 }, (_, i) =>
    logon({
      time: END + 27 * HOUR + i * 60_000,
      user: ['bob', 'cyd', 'dan'][i % 3]!,
      src: '203.0.113.9',
      dest: `SRV-${i}`,
    }),
  ),
].toSorted((a, b) => a.time - b.time);

const modes: readonly DecisionOptions[] = [
  { ...decision, outlierMode: 'budget', alertsPerDay: 1 },
  { ...decision, outlierMode: 'fdr', fdrLevel: 0.1 },
];

describe.for(modes)('$outlierMode', (own) => {
  const scorerOf = (from?: ScorerState): ReturnType<typeof createScorer> =>
    createScorer(model, { decision: own, from });
  const inOrder = scorerOf();
  const scored = events.map((event) => inOrder.score(event));
  const alerts = scored.map((each) => each.decision.behavior_outlier);
  const limits = scored.map(({ recent }) => recent.alertLimit);

  it('finds the attack and little else', () => {
    const found = events.filter((_, i) => alerts[i] === 1);
    expect(found.filter(({ src }) => src === '203.0.113.9').length).toBeGreaterThan(5);
    expect(found.filter(({ src }) => src !== '203.0.113.9').length).toBeLessThan(8);
  });

  it('decides the same when events are followed first and scored in any order', () => {
    const observer = createObserver({ timeZone: 'UTC', from: model.rateState });
    const scorer = scorerOf();
    const followed = events.map((event): [ReturnType<typeof observer.observe>, Recent] => {
      const observation = observer.observe(event);
      return [observation, scorer.follow(observation)];
    });
    const backwards = followed.toReversed().map((pair) => scorer.scoreObservation(...pair));
    expect(backwards.toReversed().map((each) => each.decision.behavior_outlier)).toEqual(alerts);
  });

  test.for([10, 60, events.length - 20])('goes on from its state after %d events', (cut) => {
    const first = scorerOf();
    const half = events.slice(0, cut).map((event) => first.score(event).recent.alertLimit);
    const second = scorerOf(JSON.parse(JSON.stringify(first.state())) as ScorerState);
    const rest = events.slice(cut).map((event) => second.score(event).recent.alertLimit);
    expect([...half, ...rest]).toEqual(limits);
  });
});

it('a larger budget and a larger level give no fewer alerts', () => {
  const count = (changes: Partial<DecisionOptions>): number => {
    const scorer = createScorer(model, { decision: { ...decision, ...changes } });
    return events.filter((event) => scorer.score(event).decision.behavior_outlier === 1).length;
  };
  const budgets = [0.5, 2, 10].map((alertsPerDay) => count({ outlierMode: 'budget', alertsPerDay }));
  const levels = [1e-4, 0.1, 0.9].map((fdrLevel) => count({ outlierMode: 'fdr', fdrLevel }));
  for (const list of [budgets, levels]) {
    expect(list.toSorted((a, b) => a - b)).toEqual(list);
    expect(list[2]).toBeGreaterThan(list[0]!);
  }
  expect(count({ outlierMode: 'fdr' })).toBe(levels[1]);
});

it('a budget larger than a day of events takes everything, and promises that', () => {
  const own = { ...decision, outlierMode: 'budget', alertsPerDay: 1e6 } as const;
  const scorer = createScorer(model, { decision: own });
  expect(events.every((event) => scorer.score(event).decision.behavior_outlier === 1)).toBe(true);
  const { expected } = budgetBounds(model.alertRates, { alertsPerDay: 1e6, days: 1 });
  expect(expected).toBeCloseTo(model.thresholds.eventsPerDay, 6);
});

it('other modes follow neither alerts nor p-values', () => {
  const scorer = createScorer(model, { decision });
  for (const event of events) expect(scorer.score(event).recent.alertLimit).toBe(0);
  expect(scorer.state().alerts).toEqual({});
});
