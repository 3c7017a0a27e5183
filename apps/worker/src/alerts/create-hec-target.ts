import { createHash } from 'node:crypto';
import type { AlertMessage, AlertTarget, SendResult } from '@sidecar/alerts';
import { createHecClient, type HecClientOptions, type HecEvent, SplunkError } from '@sidecar/splunk-client';

export interface HecTargetOptions extends Omit<HecClientOptions, 'signal'> {
  /** Index that alerts go to. */
  readonly index: string;
}

/**
 * The HTTP Event Collector as a receiver of alerts: events of sourcetype `sidecar:alert` at the time of the decision, with the message's id as
 * `sidecar_id`, by which one that was sent twice is known.
 *
 * An event that the collector refuses for itself is refused. Everything else, a wrong token or index as well, is a failure that somebody
 * may mend.
 *
 * @throws RangeError for an address, token or proxy that is none.
 */
export function createHecTarget({ index, ...options }: HecTargetOptions): AlertTarget {
  createHecClient(options); // refuses at once what it would refuse at every sending
  const { origin, href } = new URL(options.url);
  return Object.freeze({
    name: `hec ${createHash('sha256').update(`${href} ${index}`).digest('hex').slice(0, 16)}`,
    label: `hec ${origin}`,
    send: async (message, { signal }) => {
      try {
        const client = createHecClient({ ...options, ...(signal && { signal }) });
        const { refused } = await client.send([alertEvent(message, index)]);
        if (refused.count === 0) return { outcome: 'delivered' };
        return { outcome: 'refused', reason: `${origin} refused it: ${refused.samples[0]?.reason}` };
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof SplunkError)) throw error;
        return failureOf(error);
      }
    },
  } satisfies AlertTarget);
}

function alertEvent(message: AlertMessage, index: string): HecEvent {
  const { id, ...event } = message;
  return {
    time: Date.parse(message.at) / 1000,
    sourcetype: 'sidecar:alert',
    source: 'sidecar',
    index,
    event: { sidecar_id: id, ...event },
  };
}

function failureOf({ message, retryAfterSeconds }: SplunkError): SendResult {
  return {
    outcome: 'failed',
    reason: message,
    isDown: true,
    ...(retryAfterSeconds !== undefined && { retryAfterMs: retryAfterSeconds * 1000 }),
  };
}
