import { escapeRegExp } from '../wildcard.ts';

/**
 * The name of a column for a field that a pattern with `*` matches: each `*` of the template is what the same `*` of the
 * pattern stands for.
 *
 * @returns undefined if the pattern does not match.
 * @example
 * matchWildcards('*_ms', '*_mean', 'read_ms'); // => 'read_mean'
 */
export function matchWildcards(pattern: string, template: string, field: string): string | undefined {
  const parts = new RegExp(`^${pattern.split('*').map(escapeRegExp).join('(.*)')}$`, 's').exec(field);
  if (parts === null) return undefined;
  let next = 1;
  return template.replaceAll('*', () => parts[next++]!);
}
