/** `port_taken`: somebody listens there already; `not_listening`: any other reason why the address cannot be listened on. */
export type OpsErrorCode = 'port_taken' | 'not_listening';

/** Health and metrics cannot be served. */
export class OpsError extends Error {
  override readonly name = 'OpsError';
  readonly code: OpsErrorCode;

  constructor(code: OpsErrorCode, message: string, { cause }: { readonly cause?: unknown } = {}) {
    super(message, { cause });
    this.code = code;
  }
}
