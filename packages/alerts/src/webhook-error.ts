export type WebhookErrorCode = 'missing_header' | 'bad_timestamp' | 'too_old' | 'too_new' | 'wrong_signature';

/** A request that is not to be believed. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
  readonly code: WebhookErrorCode;

  constructor(code: WebhookErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
