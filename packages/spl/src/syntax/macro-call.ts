import { unescape } from './arguments.ts';
import { nextOutsideQuotes } from './outside-quotes.ts';

/** What stands between backticks: a name, and values in parentheses. */
export interface MacroCall {
  readonly name: string;
  readonly values: readonly MacroValue[];
}

/** One value; `name=value` when the caller said which argument it is. */
export interface MacroValue {
  readonly name?: string;
  readonly text: string;
}

/**
 * Reads `name`, `name(1, "b, c")` or `name(a=1, b=2)`.
 *
 * Values end at commas outside quotes, parentheses and brackets; one wholly in quotes loses them.
 */
export function parseMacroCall(text: string): MacroCall {
  const match = /^\s*([^\s(]+)\s*(?:\((.*)\))?\s*$/s.exec(text);
  if (match === null) return { name: text.trim(), values: [] };
  const [, name, inner] = match;
  return { name: name!, values: inner === undefined || inner.trim() === '' ? [] : splitValues(inner) };
}

function splitValues(inner: string): readonly MacroValue[] {
  const texts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < inner.length; at = nextOutsideQuotes(inner, at)) {
    if ('(['.includes(inner[at]!)) depth++;
    else if (')]'.includes(inner[at]!)) depth--;
    else if (inner[at] === ',' && depth === 0) {
      texts.push(inner.slice(start, at));
      start = at + 1;
    }
  }
  return [...texts, inner.slice(start)].map(toValue);
}

function toValue(text: string): MacroValue {
  const named = /^\s*([\w-]+)\s*=(?!=)(.*)$/s.exec(text);
  const value = withoutQuotes((named?.[2] ?? text).trim());
  // The whole text counts too: a value may be a comparison.
  return named === null ? { text: value } : { name: named[1]!, text: value };
}

function withoutQuotes(text: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/s.exec(text);
  return quoted === null ? text : unescape(quoted[1]!);
}
