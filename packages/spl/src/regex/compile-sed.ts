import { SplError } from '../spl-error.ts';
import { compileRegex } from './compile-regex.ts';
import { expandReplacement } from './expand-replacement.ts';

/**
 * Compiles a script of `rex mode=sed`: `s/expression/text/` replaces the first match, with the flag `g` all of them and with a
 * number that one alone; `y/abc/xyz/` replaces characters. Any character may stand for the slash.
 *
 * @throws SplError for a script of another form.
 * @example
 * compileSed('s/(\\d{4}-){3}/XXXX-XXXX-XXXX-/g')('1234-5678-9012-3456'); // => 'XXXX-XXXX-XXXX-3456'
 */
export function compileSed(script: string): (text: string) => string {
  const match =
    /^\s*([sy])([^\w\s\\])((?:\\[\s\S]|(?!\2)[^\\])*)\2((?:\\[\s\S]|(?!\2)[^\\])*)\2(\w*)\s*$/.exec(script);
  if (match === null)
    throw new SplError(
      `Error in 'rex' command: Failed to initialize sed. Invalid sed expression '${script}'.`,
    );
  const [, kind, delimiter, from = '', to = '', flags = ''] = match;
  const unescaped = (text: string): string => text.replaceAll(`\\${delimiter}`, delimiter!);
  if (kind === 'y') return transliteration(unescaped(from), unescaped(to), script);
  return substitution(unescaped(from), unescaped(to), flags);
}

function substitution(pattern: string, replacement: string, flags: string): (text: string) => string {
  if (!/^(?:g|\d+)?$/.test(flags)) {
    throw new SplError(
      `Error in 'rex' command: Failed to initialize sed. Unknown option to 's' command: '${flags}'.`,
    );
  }
  const regex = compileRegex(pattern, { command: 'rex', flags: 'g' });
  const expand = expandReplacement(replacement);
  if (flags === 'g') return (text) => text.replace(regex, expand);
  const wanted = flags === '' ? 1 : Number(flags);
  return (text) => {
    let count = 0;
    return text.replace(regex, (match, ...rest) => (++count === wanted ? expand(match, ...rest) : match));
  };
}

function transliteration(from: string, to: string, script: string): (text: string) => string {
  const source = [...from];
  const target = [...to];
  if (source.length !== target.length) {
    throw new SplError(
      `Error in 'rex' command: Failed to initialize sed. Strings for 'y' command are different lengths: '${script}'.`,
    );
  }
  const pairs = new Map(source.map((character, i) => [character, target[i]!]));
  return (text) => Array.from(text, (character) => pairs.get(character) ?? character).join('');
}
