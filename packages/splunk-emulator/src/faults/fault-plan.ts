/**
 * What goes wrong:
 *
 * - `refuse`: the connection is closed as soon as the request arrives; nothing is done.
 * - `stall`: nothing more is sent, before the answer or after `afterRows` lines; the connection is closed after `ms`.
 * - `cut-mid-line`: the connection breaks in the middle of the line after `afterRows` lines; with `ending: 'clean'` the
 *   answer ends there as if it were complete.
 * - `empty-200`: 200 with nothing in it, and nothing is done.
 * - `fatal-after-rows`: after `afterRows` lines comes a FATAL message, and the stream ends. Streams only.
 * - `unavailable-503`: the KV Store is initializing, HEC is busy, or the service is unavailable.
 * - `quota-503`: too many searches at once.
 * - `token-expires`: 401 as for an unknown token, and every session ends. HEC: invalid token.
 * - `slow`: `ms` before the answer; in a stream also before each batch of lines.
 * - `duplicate`: each line of a stream is sent twice from `afterRows` on, up to 10; other requests are carried out twice.
 * - `shrink-batch-limit`: from now on `batch_save` takes only `limit` records.
 * - `close-after-apply`: the request is carried out, and the connection closed without an answer.
 */
export type FaultKind =
  | 'refuse'
  | 'stall'
  | 'cut-mid-line'
  | 'empty-200'
  | 'fatal-after-rows'
  | 'unavailable-503'
  | 'quota-503'
  | 'token-expires'
  | 'slow'
  | 'duplicate'
  | 'shrink-batch-limit'
  | 'close-after-apply';

export type FaultRoute = 'export' | 'jobs' | 'kv-write' | 'kv-read' | 'hec' | 'login' | 'any';

/** One thing that goes wrong, where and when. */
export interface FaultRule {
  readonly route: FaultRoute;
  readonly kind: FaultKind;
  /** Requests of the route that pass unharmed first. @default 0 */
  readonly after?: number;
  /** Requests that are hit. @default 1 */
  readonly times?: number;
  /** Lines of a stream that pass unharmed first. @default 1 */
  readonly afterRows?: number;
  /** Milliseconds of a `stall` or of each pause of `slow`. @default 60000 and 20 */
  readonly ms?: number;
  /** Records that `batch_save` takes after `shrink-batch-limit`. @default 200 */
  readonly limit?: number;
  /** How `cut-mid-line` ends the connection. @default 'reset' */
  readonly ending?: 'reset' | 'clean';
}

/** Rules in order; of those that apply to a request the first takes effect. */
export type FaultPlan = readonly FaultRule[];
