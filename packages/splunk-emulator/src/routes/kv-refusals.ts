import { TypeMismatch } from '../kv/apply-types.ts';
import { InvalidQuery } from '../kv/compile-query.ts';
import { Refusal } from '../server/refusal.ts';

/** Turns what the KV Store finds wrong with a request into its 400. */
export async function refusing<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InvalidQuery || error instanceof TypeMismatch)
      throw new Refusal(400, 'ERROR', error.message);
    throw error;
  }
}

/** 400 for a request beyond one of the limits; the text names the setting and its value. */
export function overLimit(reason: string, setting: string, limit: number): Refusal {
  return new Refusal(
    400,
    'ERROR',
    `Request exceeds API limits - see limits.conf for details. (${reason}, ${setting}=${limit})`,
  );
}

/** Parses a body. @throws Refusal 400 if it is not JSON. */
export function parseBody(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw invalidBody();
  }
}

/** 400 for a body that is not the JSON that was expected. */
export function invalidBody(): Refusal {
  return new Refusal(400, 'ERROR', 'JSON in the request is invalid.');
}
