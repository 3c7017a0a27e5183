import { createRateVectors } from '@sidecar/features';
import { type BehaviorModel, createExplainer, createScorer, type DecisionOptions } from '@sidecar/scoring';
import { scoreParts } from '../records/score-fields.ts';
import type { ObservedBatch, ScoredBatch } from './judge-messages.ts';
import { createNumberedLooks } from './look-numbers.ts';
import { observationColumns, ratesAt, returnBinAt } from './observation-columns.ts';
import { createScoreColumns, putScore } from './score-columns.ts';

/** Scores batches of observations, which come in time order. */
export interface BatchJudge {
  /** Forgets what it met. Looks keep their numbers. */
  beginAnew(): void;
  judge(batch: ObservedBatch): ScoredBatch;
}

/** @throws RangeError from `beginAnew` if the model was made with other facets, rates or layers than this version knows. */
export function createBatchJudge(model: BehaviorModel, decision: DecisionOptions): BatchJudge {
  const looks = createNumberedLooks();
  const vectors = createRateVectors();
  let scorer: ReturnType<typeof createScorer>;
  let explain: ReturnType<typeof createExplainer>;
  return {
    beginAnew: () => {
      scorer = createScorer(model, { decision });
      explain = createExplainer(scorer);
    },
    judge: ({ newLooks, observations }) => {
      looks.add(newLooks);
      const columns = observationColumns(observations);
      const { times, slots, rates } = columns;
      const scores = createScoreColumns(times.length);
      for (let i = 0; i < times.length; i++) {
        const { user, failed, facets } = looks.at(columns.looks[i]!);
        const scored = scorer.scoreNext({
          user,
          time: times[i]!,
          failed,
          slot: slots[i]!,
          facets,
          rates: vectors.of(rates, ratesAt(i)),
          returnBin: returnBinAt(columns, i),
        });
        putScore(scores, i, scoreParts(scored, explain));
      }
      return { scores, forgotten: scorer.forgotten() };
    },
  };
}
