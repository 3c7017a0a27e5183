import {
  type BehaviorModel,
  createExplainer,
  createScorer,
  type DecisionOptions,
  type Scorer,
} from '@sidecar/scoring';
import type { EventLine } from '../input/event-line.ts';
import { type ScoreFields, scoreFields } from '../records/score-fields.ts';
import type { EventJudge, Scores, TimedKind } from './event-judge.ts';
import { createScoreFieldsText } from './score-fields-text.ts';
import { scoreText } from './score-text.ts';
import type { ScoredEvent } from './scoring-engine.ts';

type TextOf = (fields: ScoreFields) => string;

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

function scoresOf(all: readonly ScoreFields[], textOf: TextOf): Scores {
  return {
    scoredAt: (i, line, key) => new ScoredInFields(line, key, all[i]!, textOf),
    textAt: (i) => scoreText(all[i]!, textOf),
  };
}

/** A class, because its accessors are shared, and not everybody wants the text. */
class ScoredInFields implements ScoredEvent {
  readonly line: EventLine;
  readonly key: string;
  readonly scoreFields: ScoreFields;
  readonly textOf: TextOf;

  constructor(line: EventLine, key: string, fields: ScoreFields, textOf: TextOf) {
    this.line = line;
    this.key = key;
    this.scoreFields = fields;
    this.textOf = textOf;
  }

  get isOutlier(): boolean {
    return this.scoreFields.behavior_outlier === 1;
  }

  get fieldsText(): string {
    return this.textOf(this.scoreFields);
  }
}
