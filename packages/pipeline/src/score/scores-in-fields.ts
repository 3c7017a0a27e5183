import type { EventLine } from '../input/event-line.ts';
import type { ScoreFields } from '../records/score-fields.ts';
import type { Scores } from './event-judge.ts';
import { scoreText } from './score-text.ts';
import type { ScoredEvent } from './scoring-engine.ts';

type TextOf = (fields: ScoreFields) => string;

/**
 * Scores that are at hand as fields.
 *
 * @param fieldsAt - Fields of event number `i`; is asked once for each.
 * @param textOf - From `createScoreFieldsText`.
 */
export function scoresInFields(fieldsAt: (i: number) => ScoreFields, textOf: TextOf): Scores {
  return {
    scoredAt: (i, line, key) => new ScoredInFields(line, key, fieldsAt(i), textOf),
    textAt: (i) => scoreText(fieldsAt(i), textOf),
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
