/** What is wrong with the folder of a worker's state, for a program to act on. */
export type StateErrorCode = 'damaged_checkpoint' | 'other_checkpoint' | 'state_locked';

/** State of a worker that cannot be used. Its message says what to do, ready to be shown. */
export class StateError extends Error {
  override readonly name = 'StateError';
  readonly code: StateErrorCode;
  /** The file. */
  readonly path: string;

  constructor(code: StateErrorCode, path: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.path = path;
  }
}
