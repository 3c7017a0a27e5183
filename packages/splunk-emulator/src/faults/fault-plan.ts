import { routeFamilies, type RouteFamily } from '../server/route.ts';

/**
 * What goes wrong:
 *
 * - `refuse`: the connection is closed as soon as the request arrives; nothing is done.
 * - `reset-midway`: the connection is reset while the request's body is still on its way; nothing is done.
 * - `slow-reader`: the request's body is taken in slowly, `ms` for each piece of up to 64 KiB.
 * - `stall`: nothing more is sent, and the connection is closed after `ms`. In a stream that is after `afterRows` lines;
 *   elsewhere instead of the answer, and nothing is done, or, with `midway`, halfway through the answer.
 * - `cut-mid-line`: the connection breaks in the middle of the line after `afterRows` lines; with `ending: 'clean'` the
 *   answer ends there as if it were complete.
 * - `empty-200`: 200 with nothing in it, and nothing is done.
 * - `fatal-after-rows`: after `afterRows` lines comes a FATAL message (in JSON and XML), and the stream ends. Streams only.
 * - `unavailable-503`: the KV Store is initializing, HEC is busy, or the service is unavailable.
 * - `quota-503`: too many searches at once.
 * - `token-expires`: 401 as for an unknown token, and every session ends. HEC: invalid token.
 * - `slow`: `ms` before the answer; in a stream also before each batch of lines. Elsewhere with `midway` the answer comes in
 *   ten pieces, `ms` before each.
 * - `duplicate`: each line of a stream is sent twice from `afterRows` on, up to 10; other requests are carried out twice.
 * - `shrink-batch-limit`: from now on `batch_save` takes only `limit` records.
 * - `close-after-apply`: the request is carried out, and the connection closed without an answer.
 */
export type FaultKind = (typeof faultKinds)[number];

export const faultKinds = [
  'refuse',
  'reset-midway',
  'slow-reader',
  'stall',
  'cut-mid-line',
  'empty-200',
  'fatal-after-rows',
  'unavailable-503',
  'quota-503',
  'token-expires',
  'slow',
  'duplicate',
  'shrink-batch-limit',
  'close-after-apply',
] as const;

/** Which requests: a family of routes, all that are in none (`other`), or all there are. KV Store includes its configuration. */
export type FaultRoute = RouteFamily | 'any';

export const faultRoutes: readonly FaultRoute[] = [...routeFamilies, 'any'];

/** One thing that goes wrong, where and when. */
export interface FaultRule {
  readonly route: FaultRoute;
  readonly kind: FaultKind;
  /** Requests of the route that pass unharmed first. @default 0 */
  readonly after?: number;
  /** Requests that are hit. @default 1 */
  readonly times?: number;
  /** Milliseconds for which, from the first hit on, all requests of the route are hit; instead of `times`. */
  readonly forMs?: number;
  /** Lines of a stream that pass unharmed first, not counting blank ones and the head of XML. @default 1 */
  readonly afterRows?: number;
  /** Milliseconds of a `stall`, or of each pause of `slow` and `slow-reader`. @default 60000 and 20 */
  readonly ms?: number;
  /** Records that `batch_save` takes after `shrink-batch-limit`. @default 200 */
  readonly limit?: number;
  /** Whether a `stall` or `slow` falls into the answer. @default false */
  readonly midway?: boolean;
  /** How `cut-mid-line` ends the connection. @default 'reset' */
  readonly ending?: 'reset' | 'clean';
}

/** Rules in order; of those that apply to a request the first takes effect. */
export type FaultPlan = readonly FaultRule[];
