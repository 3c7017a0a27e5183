/** Why scored records and labels cannot be compared. */
export type EvaluationErrorCode = 'line_count' | 'bad_record' | 'bad_label' | 'no_score' | 'empty';

/** Scored records and labels that do not belong together, or are not what they should be. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
  readonly code: EvaluationErrorCode;

  constructor(code: EvaluationErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
