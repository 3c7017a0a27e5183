import {
  type BehaviorModel,
  createExplainer,
  createScorer,
  type DecisionOptions,
  type Scorer,
} from '@sidecar/scoring';
import { type ScoreFields, scoreFields, scoreParts } from '../records/score-fields.ts';
import type { EventJudge, TimedKind } from './event-judge.ts';
import { createScoreFieldsText } from './score-fields-text.ts';
import { scoresInFields } from './scores-in-fields.ts';

/** Scores events in this thread, when they are sent. */
export function judgeHere(model: BehaviorModel, decision: DecisionOptions): EventJudge {
  const textOf = createScoreFieldsText();
  let scorer: Scorer | undefined;
  let score: (event: TimedKind) => ScoreFields;
  let judged: ScoreFields[][] = [];
  return {
    ahead: 0,
    beginAnew: async () => {
      const fresh = createScorer(model, { decision });
      const explain = createExplainer(fresh);
      scorer = fresh;
      score = ({ kind, time }) => scoreFields(scoreParts(fresh.scoreAt(kind, time), explain));
      judged = [];
    },
    send: (events) => {
      judged.push(events.map(score));
    },
    receive: async () => {
      const batch = judged.shift()!;
      return scoresInFields((i) => batch[i]!, textOf);
    },
    forgotten: () => scorer?.forgotten() ?? 0,
  };
}
