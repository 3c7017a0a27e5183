import { networkOf } from '@sidecar/events';

/**
 * What kind of machine a name or address stands for: the wide network of an address (/16, IPv6 /48), and of a host name the
 * part before its first digit or dot, in lower case, with `$` kept: `SRV-DB-07.corp` is `srv-db`, `PC-1234$` is `pc$`.
 *
 * @returns `#` for a name that begins with a digit.
 */
export function nameKind(name: string): string {
  const wide = networkOf(name, 'wide');
  if (wide !== null) return wide;
  let end = 0;
  while (end < name.length && !isDigitOrDot(name.charCodeAt(end))) end += 1;
  while (end > 0 && isSeparator(name.charCodeAt(end - 1))) end -= 1;
  const letters = end === 0 ? '#' : name.slice(0, end).toLowerCase();
  return name.endsWith('$') && !letters.endsWith('$') ? `${letters}$` : letters;
}

function isDigitOrDot(code: number): boolean {
  return (code >= 48 && code <= 57) || code === 46;
}

function isSeparator(code: number): boolean {
  return code === 45 || code === 95 || code === 32;
}
