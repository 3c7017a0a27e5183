import { unescape } from '../syntax/arguments.ts';
import { nextOutsideQuotes } from '../syntax/outside-quotes.ts';

/** A piece of the argument of a statistical command: a word, a call with its parentheses, or `name=value`. */
export interface Word {
  /** Of an option, in lower case. */
  readonly name?: string;
  /** Without the quotes around it. */
  readonly text: string;
  readonly isQuoted: boolean;
  /** Where it begins and ends in the argument. */
  readonly start: number;
  readonly end: number;
}

/**
 * Splits an argument at blanks and commas outside of quotes and parentheses. Blanks around `=` and before `(` do not
 * part what belongs together.
 *
 * @example
 * scanWords('count(eval(a > 1)) AS "x y" BY host span = 1h'); // => count(eval(a > 1)), AS, x y, BY, host, span: 1h
 */
export function scanWords(argument: string): readonly Word[] {
  const words: Word[] = [];
  let at = skipBlanks(argument, 0);
  while (at < argument.length) {
    const start = at;
    let end = endOfPiece(argument, at);
    const [, name] = /^([a-z_]+)\s*=(?!=)\s*/i.exec(argument.slice(start)) ?? [];
    if (name === undefined) {
      const gap = /^\s+(?=\()/.exec(argument.slice(end));
      if (gap !== null && isFunctionName(argument.slice(start, end))) {
        end = endOfPiece(argument, end + gap[0].length);
      }
      words.push({ ...unquoted(argument.slice(start, end)), start, end });
    } else {
      const value = start + /^[a-z_]+\s*=\s*/i.exec(argument.slice(start))![0].length;
      end = endOfPiece(argument, value);
      words.push({ name: name.toLowerCase(), ...unquoted(argument.slice(value, end)), start, end });
    }
    at = skipBlanks(argument, end);
  }
  return words;
}

const keywords: ReadonlySet<string> = new Set([
  'as',
  'by',
  'over',
  'where',
  'from',
  'groupby',
  'in',
  'and',
  'or',
  'not',
]);

function isFunctionName(text: string): boolean {
  return /^[a-z_]+[\d.]*$/i.test(text) && !keywords.has(text.toLowerCase());
}

/** A text without the quotes around it, if they enclose all of it: double quotes, or the single ones of a field's name. */
export function unquoted(text: string): { readonly text: string; readonly isQuoted: boolean } {
  if (/^"(?:[^"\\]|\\.)*"$/s.test(text)) return { text: unescape(text.slice(1, -1)), isQuoted: true };
  if (/^'[^']*'$/.test(text)) return { text: text.slice(1, -1), isQuoted: true };
  return { text, isQuoted: false };
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[\s,]/.test(text[at]!)) at++;
  return at;
}

function endOfPiece(text: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const character = text[at]!;
    if (depth === 0 && at > from && /[\s,]/.test(character)) return at;
    if (character === '(') depth++;
    else if (character === ')') depth--;
    const isFieldQuote = character === "'" && (at === from || text[at - 1] === '(');
    const closing = isFieldQuote ? text.indexOf("'", at + 1) : -1;
    at = closing > 0 ? closing + 1 : nextOutsideQuotes(text, at);
  }
  return text.length;
}
