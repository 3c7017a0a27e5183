import { SearchError } from './search-engine.ts';

/** What `search` filters by. */
export type Expression =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly part: Expression }
  | {
      readonly kind: 'compare';
      readonly field: string;
      readonly operator: Operator;
      readonly values: readonly string[];
    }
  | { readonly kind: 'term'; readonly text: string };

export type Operator = '=' | '!=' | '<' | '>' | '<=' | '>=';

interface Token {
  readonly kind: 'word' | 'quoted' | 'operator' | '(' | ')' | ',';
  readonly text: string;
}

/**
 * Parses the argument of `search`. Words and comparisons side by side are joined by AND, and OR binds tighter than AND,
 * as Splunk documents for this command. An empty argument matches everything.
 */
export function parseSearchExpression(text: string): Expression {
  const tokens = tokenize(text);
  let at = 0;

  function parseAnd(): Expression {
    const parts: Expression[] = [];
    while (at < tokens.length && tokens[at]!.kind !== ')') {
      if (isKeyword('AND')) at++;
      else parts.push(parseOr());
    }
    return parts.length === 1 ? parts[0]! : { kind: 'and', parts };
  }

  function parseOr(): Expression {
    const parts = [parseNot()];
    while (isKeyword('OR')) {
      at++;
      parts.push(parseNot());
    }
    return parts.length === 1 ? parts[0]! : { kind: 'or', parts };
  }

  function parseNot(): Expression {
    if (!isKeyword('NOT')) return parseOperand();
    at++;
    return { kind: 'not', part: parseNot() };
  }

  function parseOperand(): Expression {
    const token = tokens[at++];
    if (token === undefined) throw malformed('a term is missing at the end.');
    if (token.kind === 'operator')
      throw malformed(`Comparator '${token.text}' is missing a term on the left hand side.`);
    if (token.kind === '(') {
      const inner = parseAnd();
      if (tokens[at++]?.kind !== ')') throw malformed('unbalanced parentheses.');
      return inner;
    }
    if (token.kind === ',' || token.kind === ')') throw malformed(`unexpected '${token.text}'.`);
    if (tokens[at]?.kind === 'operator') return parseComparison(token.text);
    if (isKeyword('IN') && tokens[at + 1]?.kind === '(') return parseList(token.text);
    return { kind: 'term', text: token.text };
  }

  function parseComparison(field: string): Expression {
    const operator = tokens[at++]!.text as Operator;
    const value = tokens[at++];
    if (value === undefined || (value.kind !== 'word' && value.kind !== 'quoted')) {
      throw malformed(`Comparator '${operator}' is missing a term on the right hand side.`);
    }
    return { kind: 'compare', field, operator, values: [value.text] };
  }

  function parseList(field: string): Expression {
    at += 2;
    const values: string[] = [];
    while (at < tokens.length && tokens[at]!.kind !== ')') {
      const token = tokens[at++]!;
      if (token.kind === 'word' || token.kind === 'quoted') values.push(token.text);
    }
    if (tokens[at++] === undefined) throw malformed('unbalanced parentheses.');
    return { kind: 'compare', field, operator: '=', values };
  }

  function isKeyword(word: string): boolean {
    return tokens[at]?.kind === 'word' && tokens[at]!.text === word;
  }

  const expression = parseAnd();
  if (at < tokens.length) throw malformed('unbalanced parentheses.');
  return expression;
}

const lexeme = /\s+|"((?:[^"\\]|\\.)*)"|(!=|<=|>=|=|<|>)|([(),])|((?:[^\s"()=<>!,\\]|\\.|!(?!=))+)/gsy;

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  lexeme.lastIndex = 0;
  while (lexeme.lastIndex < text.length) {
    const start = lexeme.lastIndex;
    const match = lexeme.exec(text);
    if (match === null) throw malformed(`unexpected '${text.slice(start, start + 1)}'.`);
    const [, quoted, operator, punctuation, word] = match;
    if (quoted !== undefined) tokens.push({ kind: 'quoted', text: unescape(quoted) });
    else if (operator !== undefined) tokens.push({ kind: 'operator', text: operator });
    else if (punctuation !== undefined)
      tokens.push({ kind: punctuation as '(' | ')' | ',', text: punctuation });
    else if (word !== undefined) tokens.push({ kind: 'word', text: unescape(word) });
  }
  return tokens;
}

function unescape(text: string): string {
  return text.replace(/\\(["\\|])/g, '$1');
}

function malformed(reason: string): SearchError {
  return new SearchError(`Error in 'search' command: Unable to parse the search: ${reason}`);
}
