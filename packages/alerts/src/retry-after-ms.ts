/**
 * How long a `Retry-After` header asks to wait, milliseconds: a number of seconds or an HTTP date. Undefined if it says neither, or a
 * time that is over.
 *
 * @example
 * retryAfterMs('120', new Date()); // => 120000
 */
export function retryAfterMs(header: string | string[] | undefined, now: Date): number | undefined {
  if (typeof header !== 'string') return undefined;
  const text = header.trim();
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return ms > 0 ? ms : undefined;
}
