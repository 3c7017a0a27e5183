import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createHttp, type HttpOptions } from './create-http.ts';
import { createRedactor } from './create-redactor.ts';
import { createFail } from './fail.ts';
import { createHecPost, type HecPost } from './create-hec-post.ts';
import { hecBatches } from './hec-batches.ts';
import type { HecEvent } from './hec-event.ts';
import { requireBaseUrl, requireProxy, urlWarnings } from './require-base-url.ts';
import type { RetryOptions } from './retry-delay.ts';
import { sendHecBatch } from './send-hec-batch.ts';
import type { SplunkError } from './splunk-error.ts';
import type { SplunkWarning } from './splunk-warning.ts';

/** Where the HTTP Event Collector is and how events are sent. */
export interface HecClientOptions extends HttpOptions {
  /** The collector's port, such as `https://splunk.example:8088`. */
  readonly url: string;
  readonly token: string;
  /** Compress requests. @default true */
  readonly gzip?: boolean;
  /** Events a request, from 1. @default 1000 */
  readonly batchEvents?: number;
  /** Bytes a request before compression. @default 1000000 */
  readonly batchBytes?: number;
  /** Wait until Splunk confirms that the events are indexed; the token must have acknowledgement on. @default false */
  readonly acknowledge?: boolean;
  /** Longest wait for that after the last request, in milliseconds. @default 120000 */
  readonly acknowledgeTimeoutMs?: number;
  /** Time between two looks, in milliseconds. @default 1000 */
  readonly acknowledgeIntervalMs?: number;
  readonly retry?: RetryOptions;
  readonly onWarning?: (warning: SplunkWarning) => void;
  readonly signal?: AbortSignal;
}

/** What became of the events of one `send`. */
export interface HecReport {
  /** Taken by Splunk; indexed too when acknowledged. */
  readonly accepted: number;
  readonly refused: {
    readonly count: number;
    readonly samples: ReadonlyArray<{ readonly position: number; readonly reason: string }>;
  };
  /**
   * Accepted events that Splunk may hold twice: they stood before a bad event in a batch that was sent again. A cut connection can duplicate a batch too.
   * Give events an id and let readers deduplicate.
   */
  readonly maybeDuplicated: number;
  readonly batches: number;
}

export interface HecClient {
  /**
   * Sends all events, at least once each. Bad events are refused with their position and the rest goes on.
   *
   * @throws SplunkError when the collector cannot be reached or refuses the token or the index; its message says how many were accepted before.
   */
  send(events: Iterable<HecEvent> | AsyncIterable<HecEvent>): Promise<HecReport>;
}

/** A client for one HTTP Event Collector token. @throws RangeError if `url` or a limit is out of range; TypeError if the token is empty. */
export function createHecClient({
  url,
  token,
  gzip = true,
  batchEvents = 1000,
  batchBytes = 1_000_000,
  acknowledge = false,
  acknowledgeTimeoutMs = 120_000,
  acknowledgeIntervalMs = 1000,
  retry = {},
  onWarning = () => {},
  signal,
  ...connection
}: HecClientOptions): HecClient {
  const base = requireBaseUrl(url);
  if (token === '') throw new TypeError('token is empty, expected text');
  if (!(batchEvents >= 1 && batchBytes >= 1))
    throw new RangeError(`batchEvents is ${batchEvents} and batchBytes ${batchBytes}, expected at least 1`);
  const { redact } = createRedactor([token, ...requireProxy(connection.proxy)]);
  const fail = createFail(redact);
  const warn = ({ code, message }: SplunkWarning): void => onWarning({ code, message: redact(message) });
  urlWarnings(base, connection.tls).forEach(warn);
  const post = createHecPost({
    base,
    token,
    gzip,
    channel: randomUUID(),
    http: createHttp(connection, fail),
    fail,
    retry,
    warn,
    signal,
  });

  async function send(events: Iterable<HecEvent> | AsyncIterable<HecEvent>): Promise<HecReport> {
    const samples: Array<{ position: number; reason: string }> = [];
    const report = { accepted: 0, refused: { count: 0, samples }, maybeDuplicated: 0, batches: 0 };
    const onFault = (position: number, reason: string): void => {
      report.refused.count++;
      if (samples.length < 10) samples.push({ position, reason: redact(reason) });
    };
    const pending = new Set<number>();
    try {
      for await (const batch of hecBatches(events, { batchEvents, batchBytes, onFault })) {
        const sent = await sendHecBatch(batch, { post, fail, onFault });
        report.accepted += sent.accepted;
        report.maybeDuplicated += sent.maybeDuplicated;
        report.batches++;
        sent.ackIds.forEach((ackId) => pending.add(ackId));
      }
      if (acknowledge) await acknowledged(post, pending);
    } catch (error) {
      throw report.accepted === 0 ? error : afterAccepted(error, report.accepted);
    }
    return report;
  }

  async function acknowledged(post: HecPost, pending: Set<number>): Promise<void> {
    const looks = Math.max(1, Math.ceil(acknowledgeTimeoutMs / acknowledgeIntervalMs));
    for (let look = 0; look < looks && pending.size > 0; look++) {
      if (look > 0)
        await sleep(acknowledgeIntervalMs, undefined, signal ? { signal } : {}).catch(() =>
          signal?.throwIfAborted(),
        );
      const { acks } = await post('/services/collector/ack', JSON.stringify({ acks: [...pending] }));
      for (const [id, done] of Object.entries(acks ?? {})) if (done === true) pending.delete(Number(id));
    }
    if (pending.size === 0) return;
    const what = `${base.origin} did not acknowledge ${pending.size} batches in ${acknowledgeTimeoutMs / 1000} s`;
    throw fail('timeout', `${what}; check the indexers, then send again.`, { retryable: true });
  }

  function afterAccepted(error: unknown, accepted: number): unknown {
    if (!(error instanceof Error && 'code' in error)) return error;
    const { code, message, ...details } = error as SplunkError;
    return fail(code, `${message.replace(/\.$/, '')} (${accepted} events were accepted before).`, {
      ...details,
      cause: error.cause,
    });
  }

  return Object.freeze({ send });
}
