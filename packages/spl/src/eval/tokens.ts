import type { Malformed } from './malformed.ts';

/** A piece of an expression; `at` is its place in the text. */
export interface Token {
  readonly kind: 'number' | 'string' | 'field' | 'word' | 'operator' | 'end';
  readonly text: string;
  readonly at: number;
}

const pieces = new RegExp(
  [
    String.raw`(?<space>\s+)`,
    String.raw`(?<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)`,
    String.raw`"(?<string>(?:[^"\\]|\\[\s\S])*)"`,
    String.raw`'(?<field>[^']*)'`,
    String.raw`(?<word>[\p{L}_][\p{L}\p{N}_]*)`,
    String.raw`(?<operator>==|!=|<=|>=|[-+*/%.=<>(),])`,
  ].join('|'),
  'uy',
);

/**
 * Cuts an expression into tokens, ended by one of kind `end`.
 *
 * In double quotes `\"` is a quote, `\\` a backslash and `\t` a tab; any other backslash stays, so that regular
 * expressions may be written as they are. A point is part of a number only where a value is expected.
 *
 * @throws SplError where no token begins.
 * @see Splunk Search Manual, Types of expressions.
 */
export function tokenize(text: string, malformed: Malformed): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === '.' && endsValue(tokens.at(-1))) {
      tokens.push({ kind: 'operator', text: '.', at: at++ });
      continue;
    }
    pieces.lastIndex = at;
    const groups = pieces.exec(text)?.groups;
    if (groups === undefined) throw malformed.unexpected(text.slice(at));
    const token = tokenOf(groups, at);
    if (token !== undefined) tokens.push(token);
    at = pieces.lastIndex;
  }
  tokens.push({ kind: 'end', text: '', at });
  return tokens;
}

function tokenOf(groups: Record<string, string | undefined>, at: number): Token | undefined {
  const { number, string, field, word, operator } = groups;
  if (word !== undefined) return { kind: 'word', text: word, at };
  if (operator !== undefined) return { kind: 'operator', text: operator, at };
  if (number !== undefined) return { kind: 'number', text: number, at };
  if (field !== undefined) return { kind: 'field', text: field, at };
  if (string === undefined) return undefined;
  const value = string.replace(/\\(["\\t])/g, (_, escaped: string) => (escaped === 't' ? '\t' : escaped));
  return { kind: 'string', text: value, at };
}

function endsValue(token: Token | undefined): boolean {
  if (token === undefined) return false;
  return token.kind === 'operator' ? token.text === ')' : true;
}
