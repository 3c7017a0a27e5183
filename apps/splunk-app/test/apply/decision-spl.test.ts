import { decide, type DecisionOptions } from '@sidecar/scoring';
import { createMemoryEnvironment, createSearchEngine, rowsOf } from '@sidecar/spl';
import { describe, expect, it } from 'vitest';
import { decisionSpl } from '../../src/apply/decision-spl.ts';

const thresholds = {
  percentile: 0.95,
  leastEvents: 30,
  eventsPerDay: 100,
  global: 2,
  clusters: { '1': 3 },
  users: {},
};
const enabled = { user: true, cluster: true, global: true };
const alertLimit = 0.001;

/** The flags in SPL of an event with these figures. */
async function flagsInSpl(
  event: { readonly rawScore: number; readonly pValue: number; readonly cluster: number },
  decision: DecisionOptions,
): Promise<unknown> {
  const { rawScore, pValue, cluster } = event;
  const assignments = decisionSpl(thresholds, { decision, alertLimit }).join(', ');
  const made = `raw_score=${rawScore}, p_value=${pValue}, cluster_id=${cluster}`;
  const engine = createSearchEngine(createMemoryEnvironment());
  const search = `| makeresults | eval ${made} | eval ${assignments}`;
  const [row] = await rowsOf(engine.prepare(search, {}).run());
  const { behavior_outlier, behavior_outlier_user, behavior_outlier_cluster, behavior_outlier_global } = row!;
  return { behavior_outlier, behavior_outlier_user, behavior_outlier_cluster, behavior_outlier_global };
}

describe('the flags in SPL are those of decide', () => {
  const events = [1.9, 2, 2.1, 3, 3.1].flatMap((rawScore) =>
    [0.0011, alertLimit, 0.0009].flatMap((pValue) =>
      [0, 1].map((cluster) => ({ rawScore, pValue, cluster })),
    ),
  );
  const modes: DecisionOptions[] = (['budget', 'fdr', 'user', 'cluster', 'global', 'combined'] as const).map(
    (outlierMode) => ({ outlierMode, combinedLogic: 'or', enabled, alertsPerDay: 5 }),
  );

  it.for(modes)('also just at a limit: $outlierMode', async (decision) => {
    for (const event of events) {
      const { outlier_decision_source: _, ...flags } = decide(
        { user: 'ann', alertLimit, ...event },
        thresholds,
        decision,
      );
      expect([event, await flagsInSpl(event, decision)]).toEqual([event, flags]);
    }
  });
});
