import { SplError } from '../spl-error.ts';

/** A piece of a search expression; `TERM` and `CASE` are what stands in `TERM(...)` and `CASE(...)`. */
export interface SearchToken {
  readonly kind: 'word' | 'quoted' | 'operator' | 'TERM' | 'CASE' | '(' | ')' | ',';
  readonly text: string;
}

const lexeme =
  /\s+|"((?:[^"\\]|\\.)*)"|(!=|<=|>=|=|<|>)|(TERM|CASE)\(\s*(?:"((?:[^"\\]|\\.)*)"|([^()"]*?))\s*\)|([(),])|((?:[^\s"()=<>!,\\]|\\.|!(?!=))+)/gsy;

/** Splits the argument of `search`. @throws SplError for a character that can begin nothing. */
export function tokenizeSearch(text: string): readonly SearchToken[] {
  const tokens: SearchToken[] = [];
  lexeme.lastIndex = 0;
  while (lexeme.lastIndex < text.length) {
    const start = lexeme.lastIndex;
    const match = lexeme.exec(text);
    if (match === null) throw unparsable(`unexpected '${text.slice(start, start + 1)}'.`);
    const [, quoted, operator, directive, inQuotes, plain, punctuation, word] = match;
    if (quoted !== undefined) tokens.push({ kind: 'quoted', text: unescapeSearch(quoted) });
    else if (operator !== undefined) tokens.push({ kind: 'operator', text: operator });
    else if (directive !== undefined)
      tokens.push({ kind: directive as 'TERM' | 'CASE', text: unescapeSearch(inQuotes ?? plain!) });
    else if (punctuation !== undefined)
      tokens.push({ kind: punctuation as '(' | ')' | ',', text: punctuation });
    else if (word !== undefined) tokens.push({ kind: 'word', text: unescapeSearch(word) });
  }
  return tokens;
}

/** In a search a pipe may be hidden by a backslash too. */
function unescapeSearch(text: string): string {
  return text.replace(/\\(["\\|])/g, '$1');
}

/** What Splunk says of a search expression that it does not understand. */
export function unparsable(reason: string): SplError {
  return new SplError(`Error in 'search' command: Unable to parse the search: ${reason}`);
}
