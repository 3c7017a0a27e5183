const PREFIX = 'whsec_';
const LEAST_BYTES = 24;
const MOST_BYTES = 64;

/**
 * The key that a secret of Standard Webhooks stands for: base64 of 24 to 64 random bytes, after `whsec_` or without. Such a secret is
 * made by `echo whsec_$(openssl rand -base64 32)`.
 *
 * @throws RangeError otherwise, without repeating it.
 */
export function webhookKey(secret: string): Buffer {
  const text = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret;
  const key = Buffer.from(text, 'base64');
  // Node leaves out what is no base64; a receiver would get another key.
  const isBase64 = key.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '');
  if (isBase64 && key.length >= LEAST_BYTES && key.length <= MOST_BYTES) return key;
  const found = isBase64 ? `${key.length} bytes` : 'no base64';
  throw new RangeError(
    `the webhook secret is ${found}, expected base64 of ${LEAST_BYTES} to ${MOST_BYTES} random bytes, such as "echo whsec_$(openssl rand -base64 32)" makes`,
  );
}
