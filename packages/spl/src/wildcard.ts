/**
 * Compiles a pattern in which `*` stands for any run of characters; case matters only if asked.
 *
 * @example
 * matchesWildcard('fail*')('FAILURE'); // => true
 */
export function matchesWildcard(
  pattern: string,
  letters: 'any-case' | 'exact-case' = 'any-case',
): (text: string) => boolean {
  if (!pattern.includes('*')) {
    if (letters === 'exact-case') return (text) => text === pattern;
    const wanted = pattern.toLowerCase();
    return (text) => text === pattern || text.toLowerCase() === wanted;
  }
  if (/^\*+$/.test(pattern)) return () => true;
  const source = pattern.split('*').map(escapeRegExp).join('.*');
  const expression = new RegExp(`^${source}$`, letters === 'any-case' ? 'is' : 's');
  return (text) => expression.test(text);
}

/** Tells whether a name is one of the names or matches one of the patterns; case matters. */
export function matchesAny(names: readonly string[]): (name: string) => boolean {
  const exact = new Set(names.filter((name) => !name.includes('*')));
  const patterns = names
    .filter((name) => name.includes('*'))
    .map((name) => matchesWildcard(name, 'exact-case'));
  return (name) => exact.has(name) || patterns.some((matches) => matches(name));
}

/** Text as a regular expression that matches just it. */
export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
