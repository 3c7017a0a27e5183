/**
 * Compiles a replacement text, in which `\1` is the first group and `\0` the whole match; other backslashes hide the
 * character after them, and `$` is just a dollar.
 *
 * @returns What `String.replace` calls for each match. A group that took no part is empty.
 * @example
 * 'ab'.replace(/(a)(b)/g, expandReplacement('\\2\\1')); // => 'ba'
 */
export function expandReplacement(
  replacement: string,
): (match: string, ...rest: readonly unknown[]) => string {
  const pieces = replacement.match(/\\\d|\\[\s\S]|[^\\]+|\\$/g) ?? [];
  const plain = pieces.every((piece) => !/^\\\d$/.test(piece));
  const text = (piece: string): string =>
    piece.length > 1 && piece.startsWith('\\') ? piece.slice(1) : piece;
  if (plain) {
    const whole = pieces.map(text).join('');
    return () => whole;
  }
  return (match, ...rest) => {
    const groups = [match, ...rest.slice(0, groupCount(rest))];
    return pieces
      .map((piece) => (/^\\\d$/.test(piece) ? String(groups[Number(piece[1])] ?? '') : text(piece)))
      .join('');
  };
}

/** What follows the groups: the place of the match, the text, and groups by name if there are any. */
function groupCount(rest: readonly unknown[]): number {
  return rest.findIndex((argument) => typeof argument === 'number');
}
