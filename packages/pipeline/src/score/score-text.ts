import type { EventLine } from '../input/event-line.ts';
import type { ScoreFields } from '../records/score-fields.ts';
import type { ScoredEvent } from './scoring-engine.ts';

const OUTLIER = '1';
const OUTLIER_CODE = OUTLIER.charCodeAt(0);

/**
 * A score as text, in which it lies in a file between two passes: `1` for an outlier, `0` for another event, and then the fields as an
 * output line has them, so that most need not be read again.
 *
 * @param fieldsText - From `createScoreFieldsText`.
 */
export function scoreText(fields: ScoreFields, fieldsText: (fields: ScoreFields) => string): string {
  return (fields.behavior_outlier === 1 ? OUTLIER : '0') + fieldsText(fields);
}

/** An event with a score that `scoreText` wrote. */
export function scoredInText(line: EventLine, key: string, text: string): ScoredEvent {
  return new ScoredInText(line, key, text);
}

/** A class, because its accessors are shared, and the fields are needed of few: outliers, and lines that clash with them. */
class ScoredInText implements ScoredEvent {
  readonly line: EventLine;
  readonly key: string;
  readonly text: string;
  #fields: ScoreFields | undefined;

  constructor(line: EventLine, key: string, text: string) {
    this.line = line;
    this.key = key;
    this.text = text;
  }

  get isOutlier(): boolean {
    return this.text.charCodeAt(0) === OUTLIER_CODE;
  }

  get fieldsText(): string {
    return this.text.slice(1);
  }

  get scoreFields(): ScoreFields {
    return (this.#fields ??= JSON.parse(`{${this.fieldsText}}`) as ScoreFields);
  }
}
