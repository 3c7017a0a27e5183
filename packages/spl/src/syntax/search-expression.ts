import { tokenizeSearch, unparsable, type SearchToken } from './search-tokens.ts';

/** What `search` filters by. */
export type Expression =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly part: Expression }
  | Comparison
  | { readonly kind: 'term'; readonly text: string; readonly as?: 'TERM' | 'CASE' };

/** A field against values, of which one must hold. */
export interface Comparison {
  readonly kind: 'compare';
  readonly field: string;
  readonly operator: Operator;
  readonly values: readonly string[];
  /** Whether case matters: `field=CASE(value)`. */
  readonly isExactCase?: boolean;
}

export type Operator = '=' | '!=' | '<' | '>' | '<=' | '>=';

/**
 * Parses the argument of `search`. Words and comparisons side by side are joined by AND, and OR binds tighter than AND,
 * as Splunk documents for this command. An empty argument matches everything.
 *
 * @throws SplError for what is not understood.
 * @example
 * parseSearchExpression('a=1 b=2 OR c=3'); // => a=1 AND (b=2 OR c=3)
 */
export function parseSearchExpression(text: string): Expression {
  const tokens = tokenizeSearch(text);
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
    if (token === undefined) throw unparsable('a term is missing at the end.');
    if (token.kind === 'operator')
      throw unparsable(`Comparator '${token.text}' is missing a term on the left hand side.`);
    if (token.kind === '(') {
      const inner = parseAnd();
      if (tokens[at++]?.kind !== ')') throw unparsable('unbalanced parentheses.');
      return inner;
    }
    if (token.kind === ',' || token.kind === ')') throw unparsable(`unexpected '${token.text}'.`);
    if (token.kind === 'TERM' || token.kind === 'CASE')
      return { kind: 'term', text: token.text, as: token.kind };
    if (tokens[at]?.kind === 'operator') return parseComparison(token.text);
    if (isKeyword('IN') && tokens[at + 1]?.kind === '(') return parseList(token.text);
    return { kind: 'term', text: token.text };
  }

  function parseComparison(field: string): Expression {
    const operator = tokens[at++]!.text as Operator;
    const value = tokens[at++];
    if (value === undefined || !isValue(value)) {
      throw unparsable(`Comparator '${operator}' is missing a term on the right hand side.`);
    }
    const exact = value.kind === 'CASE' && { isExactCase: true };
    return { kind: 'compare', field, operator, values: [value.text], ...exact };
  }

  function parseList(field: string): Expression {
    at += 2;
    const values: string[] = [];
    while (at < tokens.length && tokens[at]!.kind !== ')') {
      const token = tokens[at++]!;
      if (isValue(token)) values.push(token.text);
      else if (token.kind !== ',') throw unparsable(`unexpected '${token.text}'.`);
    }
    if (tokens[at++] === undefined) throw unparsable('unbalanced parentheses.');
    return { kind: 'compare', field, operator: '=', values };
  }

  function isKeyword(word: string): boolean {
    return tokens[at]?.kind === 'word' && tokens[at]!.text === word;
  }

  const expression = parseAnd();
  if (at < tokens.length) throw unparsable('unbalanced parentheses.');
  return expression;
}

function isValue({ kind }: SearchToken): boolean {
  return kind === 'word' || kind === 'quoted' || kind === 'CASE' || kind === 'TERM';
}
