import { timingSafeEqual } from 'node:crypto';
import { requireNumber } from './require-number.ts';
import { webhookSignature } from './sign-webhook.ts';
import { WebhookError } from './webhook-error.ts';
import { webhookKey } from './webhook-key.ts';

export interface VerifyWebhookOptions {
  /** As Node or `fetch` has them. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>> | Headers;
  /** As it was received, to the byte; never parsed and written again. */
  readonly body: string | Uint8Array;
  /** What it may be signed with: the secret; while it is replaced, the new and the old one. */
  readonly secrets: readonly string[];
  /** @default the system's time */
  readonly now?: Date;
  /** How far the time of sending may be from now, either way, seconds from 0. @default 300 */
  readonly toleranceSeconds?: number;
}

/** A request that is what it says. */
export interface VerifiedWebhook {
  /** Remember it for some days: what is sent again has the same. */
  readonly id: string;
  readonly sentAt: Date;
}

/** Nobody needs more signatures in a request, and each one costs time. */
const MOST_SIGNATURES = 20;

/**
 * Checks that a request comes from somebody who knows a secret, of late and unchanged, as Standard Webhooks defines it. The signature is
 * compared in constant time.
 *
 * @throws WebhookError if it does not: answer 401 and do not read the body. RangeError if there is no secret, or one that is none.
 * @example
 * const { id } = verifyWebhook({ headers: request.headers, body, secrets: [process.env.WEBHOOK_SECRET] });
 */
export function verifyWebhook({
  headers,
  body,
  secrets,
  now = new Date(),
  toleranceSeconds = 300,
}: VerifyWebhookOptions): VerifiedWebhook {
  requireNumber('toleranceSeconds', toleranceSeconds, 0);
  if (secrets.length === 0) throw new RangeError('secrets is empty, expected at least one');
  const keys = secrets.map(webhookKey);
  const id = headerOf(headers, 'webhook-id');
  const timestamp = headerOf(headers, 'webhook-timestamp');
  const given = headerOf(headers, 'webhook-signature').split(' ').slice(0, MOST_SIGNATURES);
  if (!/^\d{1,12}$/.test(timestamp))
    throw new WebhookError('bad_timestamp', 'The header webhook-timestamp is no number of seconds.');
  const ageSeconds = now.getTime() / 1000 - Number(timestamp);
  if (Math.abs(ageSeconds) > toleranceSeconds) {
    const far = `${Math.round(Math.abs(ageSeconds))} s in the ${ageSeconds > 0 ? 'past' : 'future'}`;
    throw new WebhookError(
      ageSeconds > 0 ? 'too_old' : 'too_new',
      `The request was sent ${far}, more than ${toleranceSeconds} s; check both clocks.`,
    );
  }
  let isSigned = false;
  for (const key of keys) {
    const expected = Buffer.from(`v1,${webhookSignature({ id, timestamp, body, key })}`);
    for (const one of given) {
      const bytes = Buffer.from(one);
      if (bytes.length === expected.length && timingSafeEqual(bytes, expected)) isSigned = true;
    }
  }
  if (!isSigned)
    throw new WebhookError(
      'wrong_signature',
      'No signature fits; check the secret, and that the body is as it was received.',
    );
  return { id, sentAt: new Date(Number(timestamp) * 1000) };
}

function headerOf(headers: VerifyWebhookOptions['headers'], name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : headers[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new WebhookError('missing_header', `The header ${name} is missing.`);
}
