import { createHash } from 'node:crypto';
import { QueueError } from '../queue-error.ts';

const DIGEST_BYTES = 32;

/** The bytes with their SHA-256 before them, so that what comes back is known to be whole. */
export function sealBlob(bytes: Uint8Array): Buffer {
  return Buffer.concat([digestOf(bytes), bytes]);
}

/**
 * The bytes that were sealed.
 *
 * @param place - What to call it in a message.
 * @throws QueueError `blob_damaged` if they are not those.
 */
export function openBlob(sealed: Uint8Array, place: string): Uint8Array {
  const bytes = sealed.subarray(DIGEST_BYTES);
  if (sealed.length < DIGEST_BYTES || !digestOf(bytes).equals(sealed.subarray(0, DIGEST_BYTES))) {
    throw new QueueError('blob_damaged', `${place} is not what was laid down.`);
  }
  return bytes;
}

function digestOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
