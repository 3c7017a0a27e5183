import { text } from './text.ts';

/**
 * A Windows status as lower-case hex without leading zeros, or null if it is no code.
 *
 * Reads '0xC000006D', 'C000006D', 3221225581, its digits, and the same code as a signed 32-bit number.
 *
 * @example
 * statusCode('0xC000006D'); // => '0xc000006d'
 * statusCode(-1073741715); // => '0xc000006d'
 */
export function statusCode(value: unknown): string | null {
  const code = text(value);
  if (code === null) return null;
  if (/^0x[\da-f]{1,8}$/i.test(code)) return hex(Number.parseInt(code.slice(2), 16));
  if (/^c[\da-f]{7}$/i.test(code)) return hex(Number.parseInt(code, 16));
  if (/^-?\d{1,10}$/.test(code)) return hex(Number(code));
  return null;
}

function hex(code: number): string | null {
  return code >= -0x80000000 && code <= 0xffffffff ? `0x${(code >>> 0).toString(16)}` : null;
}
