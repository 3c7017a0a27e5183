/**
 * What is wrong, for a program to act on: `damaged_slice` and `other_slice` are of one slice, which can be folded again; `missing_slices` is of
 * a training.
 */
export type SliceErrorCode = 'damaged_slice' | 'other_slice' | 'missing_slices';

/** Slices that cannot be used. Its message is one sentence, ready to be shown. */
export class SliceError extends Error {
  override readonly name = 'SliceError';
  readonly code: SliceErrorCode;
  /** Which of the slices that were given, from 0; null if it is about none alone. */
  readonly place: number | null;

  constructor(code: SliceErrorCode, place: number | null, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.place = place;
  }
}
