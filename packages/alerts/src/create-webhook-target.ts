import { createHash } from 'node:crypto';
import { setTimeout as timer } from 'node:timers/promises';
import type { AlertTarget, SendResult } from './alert-target.ts';
import { backoffMs } from './backoff-ms.ts';
import { networkFailure } from './network-failure.ts';
import { createPost, type PostAnswer, type PostOptions } from './post.ts';
import { requireNumber } from './require-number.ts';
import { retryAfterMs } from './retry-after-ms.ts';
import { signWebhook } from './sign-webhook.ts';
import { webhookKey } from './webhook-key.ts';

export interface WebhookTargetOptions extends PostOptions {
  /** Where to; what follows the host may be secret, and is never shown. */
  readonly url: string;
  /** Signs requests, see `signWebhook`. Without one they are not signed, and a receiver cannot tell who sent them. */
  readonly secret?: string | undefined;
  /** Attempts at once, from 1; what fails after them is for a later call. @default 5 */
  readonly attempts?: number;
  /** The first wait between two of them, milliseconds from 0; it doubles up to 10 s. @default 500 */
  readonly baseDelayMs?: number;
  /** @default the system's clock */
  readonly now?: () => Date;
  /** Waits, no longer than until the signal is aborted. @default a timer */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Uniform in [0, 1): spreads attempts. @default Math.random */
  readonly random?: () => number;
}

const NEVER = new AbortController().signal;
const LONGEST_WAIT_MS = 10_000;

/**
 * A receiver of webhooks as Standard Webhooks defines them: a message is the body of a POST, its id is `webhook-id`, and every attempt is
 * signed anew with the time of sending.
 *
 * Statuses from 200 to 299 are a delivery. Tried again are 408, 429, those from 500 and what gives no answer, at once while it may be over in
 * seconds; a receiver that asks by `Retry-After` for more than 10 s is left alone for so long. Every other status is a refusal: redirects are
 * not followed, and 410 says that nobody listens any more.
 *
 * @throws RangeError for an address, secret or proxy that is none.
 */
export function createWebhookTarget({
  url: address,
  secret,
  attempts = 5,
  baseDelayMs = 500,
  now = () => new Date(),
  sleep = (ms, signal) => timer(ms, undefined, { signal }).catch(() => {}),
  random = Math.random,
  ...connection
}: WebhookTargetOptions): AlertTarget {
  const url = requireUrl(address);
  requireNumber('attempts', attempts, 1);
  requireNumber('baseDelayMs', baseDelayMs, 0);
  if (secret !== undefined) webhookKey(secret);
  const post = createPost(url, connection);
  const { origin } = url;
  return Object.freeze({
    name: `webhook ${createHash('sha256').update(url.href).digest('hex').slice(0, 16)}`,
    label: `webhook ${origin}`,
    send: async (message, { signal = NEVER }) => {
      const body = JSON.stringify(message);
      for (let attempt = 1; ; attempt++) {
        const sentAt = now();
        const headers = {
          'content-type': 'application/json',
          'webhook-id': message.id,
          'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
          ...(secret === undefined ? {} : signWebhook({ id: message.id, sentAt, body, secret })),
        };
        const { result, isBrief }: Meaning = await post({ headers, body, signal }).then(
          (answer) => meaningOf(answer, origin, now()),
          (error: unknown): Meaning => {
            signal.throwIfAborted();
            const { reason, isBrief } = networkFailure(error, origin);
            return { result: { outcome: 'failed', reason, isDown: true }, isBrief };
          },
        );
        if (result.outcome !== 'failed' || !isBrief || attempt >= attempts) return result;
        const options = { baseMs: baseDelayMs, mostMs: LONGEST_WAIT_MS, random };
        await sleep(backoffMs(attempt, { ...options, retryAfterMs: result.retryAfterMs }), signal);
      }
    },
  } satisfies AlertTarget);
}

function requireUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return url;
  throw new RangeError('url is none, expected an http or https address without a user name or password');
}

interface Meaning {
  readonly result: SendResult;
  /** Whether to try again at once. */
  readonly isBrief: boolean;
}

/** What a status says. */
function meaningOf({ status, headers }: PostAnswer, origin: string, now: Date): Meaning {
  if (status >= 200 && status < 300) return { result: { outcome: 'delivered' }, isBrief: false };
  const answered = `${origin} answered ${status}`;
  if (status !== 408 && status !== 429 && status < 500) {
    const reason = `${answered}${REFUSALS[status] ?? (status < 400 ? REDIRECT : '')}`;
    return { result: { outcome: 'refused', reason }, isBrief: false };
  }
  const asked = retryAfterMs(headers['retry-after'], now);
  return {
    result: {
      outcome: 'failed',
      reason: answered,
      isDown: [429, 502, 503, 504].includes(status),
      ...(asked !== undefined && { retryAfterMs: asked }),
    },
    isBrief: asked === undefined || asked <= LONGEST_WAIT_MS,
  };
}

const REDIRECT = ': redirects are not followed; give the address that it leads to';
const REFUSALS: Readonly<Record<number, string>> = {
  401: ': it does not accept the signature; check the secret on both sides',
  404: ': there is nothing at this address',
  410: ': it wants no more alerts; take the address out of the configuration',
  413: ': the message is too large for it',
};
