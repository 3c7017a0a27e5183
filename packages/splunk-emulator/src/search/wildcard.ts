/** Compiles a pattern in which `*` stands for any run of characters; case matters only if asked. */
export function matchesWildcard(
  pattern: string,
  letters: 'any-case' | 'exact-case' = 'any-case',
): (text: string) => boolean {
  if (!pattern.includes('*')) {
    if (letters === 'exact-case') return (text) => text === pattern;
    const wanted = pattern.toLowerCase();
    return (text) => text.toLowerCase() === wanted;
  }
  const source = pattern.split('*').map(escapeRegExp).join('.*');
  const expression = new RegExp(`^${source}$`, letters === 'any-case' ? 'is' : 's');
  return (text) => expression.test(text);
}

/** Text as a regular expression that matches just it. */
export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
