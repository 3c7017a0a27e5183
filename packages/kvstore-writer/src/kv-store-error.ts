/**
 * `refused`: Splunk answered with an error; `unreachable`: no answer, so what happened is unknown; `protocol`: the answer is not one of KV Store's.
 */
export type KvStoreErrorCode = 'refused' | 'unreachable' | 'protocol';

/** KV Store did not do what was asked. The transport's own error is the `cause`. */
export class KvStoreError extends Error {
  override readonly name = 'KvStoreError';
  readonly code: KvStoreErrorCode;
  /** HTTP status of the refusal. */
  readonly status?: number;

  constructor(
    code: KvStoreErrorCode,
    message: string,
    { status, cause }: { status?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    if (status !== undefined) this.status = status;
  }
}
