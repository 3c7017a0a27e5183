import { createRandom } from '@sidecar/numeric';
import { describe, expect, it, test } from 'vitest';
import {
  decide,
  type DecisionOptions,
  fitThresholds,
  type HeldOutScore,
  type Thresholds,
} from '../src/index.ts';

const thresholds: Thresholds = {
  percentile: 0.99,
  leastEvents: 50,
  eventsPerDay: 1000,
  global: 3,
  users: { ana: 1 },
  clusters: { 0: 2 },
};
const all = { user: true, cluster: true, global: true };
const options = (changes: Partial<DecisionOptions>): DecisionOptions => {
  return { outlierMode: 'combined', combinedLogic: 'and', enabled: all, alertsPerDay: 10, ...changes };
};
const event = { user: 'ana', cluster: 0, rawScore: 2.5, pValue: 0.02, alertLimit: 0 };

test.for([
  // [raw score, user, cluster, global, and, or] with thresholds 1, 2 and 3
  [0.5, 0, 0, 0, 0, 0],
  [1, 0, 0, 0, 0, 0],
  [1.5, 1, 0, 0, 0, 1],
  [2.5, 1, 1, 0, 0, 1],
  [3.5, 1, 1, 1, 1, 1],
])('judges a raw score of %d', ([rawScore, user, cluster, global, and, or]) => {
  const judged = (changes: Partial<DecisionOptions>): [number, string] => {
    const decision = decide({ ...event, rawScore: rawScore! }, thresholds, options(changes));
    const { behavior_outlier_user: u, behavior_outlier_cluster: c, behavior_outlier_global: g } = decision;
    expect([u, c, g]).toEqual([user, cluster, global]);
    return [decision.behavior_outlier, decision.outlier_decision_source];
  };
  expect(judged({ outlierMode: 'user' })).toEqual([user, 'user']);
  expect(judged({ outlierMode: 'cluster' })).toEqual([cluster, 'cluster']);
  expect(judged({ outlierMode: 'global' })).toEqual([global, 'global']);
  expect(judged({})).toEqual([and, 'combined_and']);
  expect(judged({ combinedLogic: 'or' })).toEqual([or, 'combined_or']);
  for (const combinedLogic of ['and', 'or'] as const) {
    const source = `combined_${combinedLogic}`;
    const only = (enabled: Partial<typeof all>): DecisionOptions['enabled'] => {
      return { user: false, cluster: false, global: false, ...enabled };
    };
    expect(judged({ combinedLogic, enabled: only({ user: true }) })).toEqual([user, source]);
    expect(judged({ combinedLogic, enabled: only({ cluster: true }) })).toEqual([cluster, source]);
    expect(judged({ combinedLogic, enabled: only({ global: true }) })).toEqual([global, source]);
    expect(judged({ combinedLogic, enabled: only({}) })).toEqual([0, 'combined_none']);
  }
});

it('leaves out a test that is not enabled', () => {
  const enabled = { ...all, global: false };
  expect(decide(event, thresholds, options({ enabled })).behavior_outlier).toBe(1);
  expect(decide(event, thresholds, options({})).behavior_outlier).toBe(0);
});

it('holds an account or a cluster without a threshold of its own to the global one', () => {
  const flags = decide({ ...event, user: 'bob', cluster: 7 }, thresholds, options({}));
  expect(flags).toMatchObject({ behavior_outlier_user: 0, behavior_outlier_cluster: 0 });
});

test.for(['__proto__', 'constructor', 'toString'])('an account may be called %s', (user) => {
  const heldOut = Array.from({ length: 60 }, (_, i): HeldOutScore => ({ user, cluster: 0, score: i / 10 }));
  const rules = { percentile: 0.5, leastEvents: 50, eventsPerDay: 1 };
  const fitted = JSON.parse(JSON.stringify(fitThresholds(heldOut, rules))) as Thresholds;
  expect(Object.keys(fitted.users)).toEqual([user]);
  const flagged = (own: Thresholds, rawScore: number): number =>
    decide({ ...event, user, rawScore }, own, options({})).behavior_outlier_user;
  expect([flagged(fitted, 2.9), flagged(fitted, 3)]).toEqual([0, 1]);
  expect([flagged(thresholds, 2.9), flagged(thresholds, 3.1)]).toEqual([0, 1]);
});

test.for([
  { outlierMode: 'budget', pValue: 0.0101, alertLimit: 0.01, outlier: 0 },
  { outlierMode: 'budget', pValue: 0.01, alertLimit: 0.01, outlier: 1 },
  { outlierMode: 'budget', pValue: 1, alertLimit: Infinity, outlier: 1 },
  { outlierMode: 'fdr', pValue: 1e-300, alertLimit: 0, outlier: 0 },
  { outlierMode: 'fdr', pValue: 1e-4, alertLimit: 1e-4, outlier: 1 },
  { outlierMode: 'global', pValue: 1e-4, alertLimit: 1, outlier: 0 },
] as const)(
  '$outlierMode takes p = $pValue with an alert limit of $alertLimit as $outlier',
  ({ outlierMode, pValue, alertLimit, outlier }) => {
    const decision = decide({ ...event, pValue, alertLimit }, thresholds, options({ outlierMode }));
    expect(decision).toMatchObject({ behavior_outlier: outlier, outlier_decision_source: outlierMode });
  },
);

describe('thresholds', () => {
  const random = createRandom('thresholds');
  const heldOut = Array.from({ length: 4000 }, (_, i): HeldOutScore => {
    return {
      user: i % 100 === 0 ? 'rare' : `user-${i % 3}`,
      cluster: i % 2,
      score: -Math.log(1 - random.next()),
    };
  });
  const rules = { percentile: 0.95, leastEvents: 50, eventsPerDay: 100 };

  it('leave the stated share of held-out events below, for everybody and for each', () => {
    const { global, users, clusters, ...rest } = fitThresholds(heldOut, rules);
    expect(rest).toEqual(rules);
    const share = (list: readonly HeldOutScore[], threshold: number): number =>
      list.filter(({ score }) => score <= threshold).length / list.length;
    expect(share(heldOut, global)).toBeCloseTo(0.95, 2);
    expect(Object.keys(users)).toEqual(['user-1', 'user-2', 'user-0']); // 'rare' has 40 events
    for (const [user, threshold] of Object.entries(users))
      expect(
        share(
          heldOut.filter((held) => held.user === user),
          threshold,
        ),
      ).toBeCloseTo(0.95, 2);
    for (const [cluster, threshold] of Object.entries(clusters))
      expect(
        share(
          heldOut.filter((held) => String(held.cluster) === cluster),
          threshold,
        ),
      ).toBeCloseTo(0.95, 2);
  });

  test.for([0.3, 0.1 + 0.2, 0.3 - 1e-12])(
    'are a mark that who always scores 0.3 does not pass with %d',
    (rawScore) => {
      const constant = heldOut.map((held): HeldOutScore => ({ ...held, score: 0.3 }));
      const decision = decide(
        { ...event, user: 'user-1', rawScore },
        fitThresholds(constant, rules),
        options({ combinedLogic: 'or' }),
      );
      expect(decision.behavior_outlier).toBe(0);
    },
  );

  it('need one held-out event', () => {
    expect(() => fitThresholds([], rules)).toThrow(RangeError);
  });
});
