import { SearchError } from './search-engine.ts';

/** One command of a pipeline: its name in lower case and the text after it. */
export interface CommandText {
  readonly name: string;
  readonly argument: string;
}

/**
 * Splits a search at the pipes that stand outside quotes.
 *
 * The first command counts as named only after a leading pipe or by its first word, so a search that forgets the word
 * `search` is refused as an unknown command, as Splunk does.
 */
export function splitPipeline(search: string): readonly CommandText[] {
  const parts = splitAtPipes(search.trim());
  if (parts[0]!.trim() === '' && parts.length > 1) parts.shift();
  return parts.map((part) => {
    const text = part.trim();
    const name = /^[^\s"=()]+/.exec(text)?.[0];
    if (name === undefined) throw new SearchError('Invalid query.');
    return { name: name.toLowerCase(), argument: text.slice(name.length).trim() };
  });
}

function splitAtPipes(search: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < search.length; at++) {
    const character = search[at]!;
    if (character === '\\') at++;
    else if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === '|') {
      parts.push(search.slice(start, at));
      start = at + 1;
    } else if (character === '[' || character === ']') {
      throw new SearchError("Error in 'search' command: Subsearches are not supported by this server.");
    } else if (character === '`') throw new SearchError(macroNotFound(search.slice(at)));
  }
  if (quoted) throw new SearchError('Unbalanced quotes.');
  return [...parts, search.slice(start)];
}

function macroNotFound(text: string): string {
  const name = /^`([^`(]*)/.exec(text)?.[1] ?? '';
  return `Error in 'SearchParser': The search specifies a macro '${name}' that cannot be found. Reasons include: the macro name is misspelled, you do not have "read" permission for the macro, or the macro has not been shared with this application. Click Settings, Advanced search, Search Macros to view macro information.`;
}
