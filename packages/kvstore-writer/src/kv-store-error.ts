/**
 * - `refused`: Splunk answered with an error; `unreachable`: no answer, so what happened is unknown; `protocol`: the answer is not one of KV Store's.
 * - `lease_held`: another run is writing, and did not end in time; nothing was written. `lease_lost`: this run was taken for dead, so it stopped.
 * - `published`: the run of this name is what readers see already; nothing was written.
 * - `superseded`: another run was published while records were read, or added; `missing`: a published run is not whole.
 * - `unpublished`: there is no published run that records could be added to; nothing was written.
 */
export type KvStoreErrorCode =
  | 'refused'
  | 'unreachable'
  | 'protocol'
  | 'lease_held'
  | 'lease_lost'
  | 'published'
  | 'superseded'
  | 'missing'
  | 'unpublished';

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
