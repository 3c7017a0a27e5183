import { escapeRegExp } from '../wildcard.ts';

/**
 * Compiles a pattern of LIKE: `%` is any text, `_` any one character; case matters, and all of the text must match.
 *
 * A backslash takes the meaning off the character after it.
 *
 * @example
 * matchesLike('a%b_')('axxbc'); // => true
 */
export function matchesLike(pattern: string): (text: string) => boolean {
  const pieces = pattern.match(/\\[\s\S]|%+|_|[^\\%_]+|\\$/gu) ?? [];
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined && !/[\\%_]/.test(only)) return (text) => text === only;
  const source = pieces.map((piece) => {
    if (piece.startsWith('%')) return '[^]*';
    if (piece === '_') return '[^]';
    return escapeRegExp(piece.length > 1 && piece.startsWith('\\') ? piece.slice(1) : piece);
  });
  const expression = new RegExp(`^${source.join('')}$`, 'u');
  return (text) => expression.test(text);
}
