/**
 * Text from outside, made safe to print: control and format characters (terminal escapes, line breaks, characters that turn the
 * writing direction) become visible as `\x1b` or `\u202e`.
 *
 * @param options - `lines`: keep line breaks.
 * @example
 * printable('eve\u001b[2J'); // => 'eve\\x1b[2J'
 */
export function printable(text: string, { lines = false }: { readonly lines?: boolean } = {}): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => {
    if (lines && character === '\n') return character;
    const code = character.codePointAt(0)!.toString(16);
    return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
}
