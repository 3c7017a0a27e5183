import {
  type BehaviorModel,
  createExplainer,
  createScorer,
  type DecisionOptions,
  type Scorer,
} from '@sidecar/scoring';
import { type ScoreFields, scoreFields } from '../records/score-fields.ts';
import type { EventJudge, Scores, TimedKind } from './event-judge.ts';
import { createScoreText } from './score-text.ts';

/** Scores events in this thread, when they are sent. */
export function judgeHere(model: BehaviorModel, decision: DecisionOptions): EventJudge {
  const textOf = createScoreText();
  let scorer: Scorer | undefined;
  let score: (event: TimedKind) => ScoreFields;
  let judged: ScoreFields[][] = [];
  return {
    ahead: 0,
    beginAnew: async () => {
      const fresh = createScorer(model, { decision });
      const explain = createExplainer(fresh);
      scorer = fresh;
      score = ({ kind, time }) => scoreFields(fresh.scoreAt(kind, time), explain);
      judged = [];
    },
    send: (events) => {
      judged.push(events.map(score));
    },
    receive: async () => scoresOf(judged.shift()!, textOf),
    forgotten: () => scorer?.forgotten() ?? 0,
  };
}

function scoresOf(all: readonly ScoreFields[], textOf: (fields: ScoreFields) => string): Scores {
  return {
    scoredAt: (i, line, key) => {
      const fields = all[i]!;
      return { line, key, scoreFields: fields, isOutlier: fields.behavior_outlier === 1 };
    },
    textAt: (i) => textOf(all[i]!),
  };
}
