import { createHmac } from 'node:crypto';
import { webhookKey } from './webhook-key.ts';

export interface SignWebhookOptions {
  /** Of the message; the same whenever it is sent again. Without a dot, as that would move the borders of what is signed. */
  readonly id: string;
  /** When it is sent. */
  readonly sentAt: Date;
  /** What is sent, to the byte. */
  readonly body: string | Uint8Array;
  /** `whsec_` and base64 of 24 to 64 bytes. */
  readonly secret: string;
}

/** The headers that Standard Webhooks defines. */
export interface WebhookHeaders {
  readonly 'webhook-id': string;
  /** Epoch seconds. */
  readonly 'webhook-timestamp': string;
  /** `v1,` and the base64 of the HMAC-SHA256 of `id.timestamp.body`. */
  readonly 'webhook-signature': string;
}

/**
 * Headers that prove to a receiver that a request comes from somebody who knows the secret, when, and unchanged.
 *
 * @throws RangeError for a secret that is none, or an id that is empty or has a dot, a space or a control character.
 * @see https://github.com/standard-webhooks/standard-webhooks, version 1.0.0; agrees with its library for JavaScript 1.1.1
 *   (test/webhook-signature.test.ts).
 * @example
 * signWebhook({ id: 'alert_1', sentAt: new Date(0), body: '{}', secret })['webhook-timestamp']; // => '0'
 */
export function signWebhook({ id, sentAt, body, secret }: SignWebhookOptions): WebhookHeaders {
  if (!/^[!-~]+$/.test(id) || id.includes('.'))
    throw new RangeError(`id is ${JSON.stringify(id)}, expected printable characters without a dot`);
  const timestamp = String(Math.floor(sentAt.getTime() / 1000));
  const signature = webhookSignature({ id, timestamp, body, key: webhookKey(secret) });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

/** Base64 of the HMAC-SHA256 of `id.timestamp.body`. */
export function webhookSignature({
  id,
  timestamp,
  body,
  key,
}: {
  readonly id: string;
  readonly timestamp: string;
  readonly body: string | Uint8Array;
  readonly key: Buffer;
}): string {
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
}
