/** `gaps`: windows have no complete summary; `unreadable`: what came is not a summary; `no_times`: the server does not say what the times mean. */
export type SummaryErrorCode = 'gaps' | 'unreadable' | 'no_times';

/** Events cannot be taken from where they were summarised. */
export class SummaryError extends Error {
  override readonly name = 'SummaryError';
  readonly code: SummaryErrorCode;

  constructor(code: SummaryErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
