/**
 * Position after the double-quoted text that begins at `at`, or after the single character there.
 *
 * A backslash hides the character after it, inside of quotes and outside.
 *
 * @returns `text.length + 1` when the quotes are never closed.
 */
export function nextOutsideQuotes(text: string, at: number): number {
  if (text[at] === '\\') return at + 2;
  if (text[at] !== '"') return at + 1;
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i + 1;
  }
  return text.length + 1;
}
