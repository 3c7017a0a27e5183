/**
 * What went wrong with the queue, for programs:
 *
 * - `unauthorised`: Redis refuses the name or password, or a command; `tls`: the certificate or the handshake; `ca_file`: it cannot be read
 * - `too_old`: this Redis lacks commands that are needed; `refused`: Redis answers with another error that does not pass
 * - `blob_missing`, `blob_damaged`: what one worker laid down for another is gone or not whole
 * - `flow_lost`: Redis has forgotten the work under way; `put_off`: Splunk or KV Store hold it up, and it goes on when they are back;
 * - `superseded`: readers of KV Store see another run by now than the one that was to be extended
 * - `failed`: a piece of work failed as often as it may, with nothing to do without it
 */
export type QueueErrorCode =
  | 'unauthorised'
  | 'tls'
  | 'ca_file'
  | 'too_old'
  | 'refused'
  | 'blob_missing'
  | 'blob_damaged'
  | 'flow_lost'
  | 'put_off'
  | 'superseded'
  | 'failed';

/**
 * Redis, or the work that goes through it, did not do what it should. It has no `cause`: an error of a Redis client carries the command that
 * failed, and with `AUTH` that is the password.
 */
export class QueueError extends Error {
  override readonly name = 'QueueError';
  readonly code: QueueErrorCode;

  constructor(code: QueueErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
