/** What is wrong with a model or its registry, for a program to act on. */
export type ModelErrorCode =
  | 'not_a_model'
  | 'damaged_model'
  | 'model_too_new'
  | 'other_features'
  | 'no_kept_events'
  | 'damaged_kept_events'
  | 'other_kept_events'
  | 'model_changed'
  | 'damaged_registry'
  | 'registry_locked'
  | 'unknown_version'
  | 'ambiguous_version'
  | 'nothing_to_roll_back';

/** A model that cannot be used. Its message is one sentence, ready to be shown. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly code: ModelErrorCode;
  /** The file or folder. */
  readonly path: string;

  constructor(code: ModelErrorCode, path: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.path = path;
  }
}
