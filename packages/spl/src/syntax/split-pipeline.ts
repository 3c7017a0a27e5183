import { SplError } from '../spl-error.ts';
import { nextOutsideQuotes } from './outside-quotes.ts';

/** One command of a pipeline: its name in lower case and the text after it. */
export interface CommandText {
  readonly name: string;
  readonly argument: string;
}

/**
 * Splits a search at the pipes that stand outside quotes and outside the brackets of subsearches.
 *
 * The first command counts as named only after a leading pipe or by its first word, so a search that forgets the word
 * `search` is refused as an unknown command, as Splunk does.
 *
 * @throws SplError for quotes or brackets that are not closed, and for a pipe without a command.
 * @example
 * splitPipeline('search a="x|y" | head 5'); // => two commands: search and head
 */
export function splitPipeline(search: string): readonly CommandText[] {
  const parts = splitAtPipes(search.trim());
  if (parts[0]!.trim() === '' && parts.length > 1) parts.shift();
  return parts.map((part) => {
    const text = part.trim();
    const name = /^[^\s"=()[\]]+/.exec(text)?.[0];
    if (name === undefined) throw new SplError('Invalid query.');
    return { name: name.toLowerCase(), argument: text.slice(name.length).trim() };
  });
}

function splitAtPipes(search: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  for (let at = 0; at < search.length;) {
    const character = search[at]!;
    if (character === '[') depth++;
    else if (character === ']' && --depth < 0) throw new SplError("Error in 'SearchParser': Mismatched ']'.");
    else if (character === '|' && depth === 0) {
      parts.push(search.slice(start, at));
      start = at + 1;
    }
    at = nextOutsideQuotes(search, at);
    if (at > search.length && character === '"') throw new SplError('Unbalanced quotes.');
  }
  if (depth > 0) throw new SplError("Error in 'SearchParser': Missing a closing ']'.");
  return [...parts, search.slice(start)];
}
