import type { Environment, Macro } from '../environment.ts';
import { SplError } from '../spl-error.ts';
import { nextOutsideQuotes } from './outside-quotes.ts';
import { unescape } from './arguments.ts';

/** How deep macros may stand in macros, as in Splunk. */
const maxDepth = 100;

/**
 * Replaces every macro in backticks by its definition, macros within it too; comments in triple backticks go.
 *
 * Arguments stand at `$name$` in the definition. What stands in double quotes is left alone.
 *
 * @throws SplError for a macro that is not there, whose arguments do not pass its validation, or that contains itself.
 */
export function expandMacros(text: string, environment: Pick<Environment, 'macro'>): string {
  return expand(withoutComments(text), environment, 0);
}

function expand(text: string, environment: Pick<Environment, 'macro'>, depth: number): string {
  let expanded = '';
  let start = 0;
  for (let at = 0; at < text.length;) {
    if (text[at] !== '`') {
      at = nextOutsideQuotes(text, at);
      continue;
    }
    const end = closingBacktick(text, at);
    const definition = expandOne(text.slice(at + 1, end), environment, depth);
    expanded += text.slice(start, at) + definition;
    at = start = end + 1;
  }
  return expanded + text.slice(start);
}

function closingBacktick(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at = nextOutsideQuotes(text, at)) if (text[at] === '`') return at;
  throw new SplError("Error in 'SearchParser': Mismatched quotes and/or parenthesis.");
}

function expandOne(call: string, environment: Pick<Environment, 'macro'>, depth: number): string {
  const [, name, inner] = /^\s*([^\s(]+)\s*(?:\((.*)\))?\s*$/s.exec(call) ?? [
    undefined,
    call.trim(),
    undefined,
  ];
  const values = inner === undefined ? [] : splitValues(inner);
  const macro = environment.macro(name!, values.length);
  if (macro === undefined) throw macroNotFound(values.length === 0 ? name! : `${name}(${values.length})`);
  if (depth >= maxDepth) {
    throw new SplError(
      `Error in 'SearchParser': Reached maximum recursion depth (${maxDepth}) while expanding macros. Check for infinitely recursive macro definitions.`,
    );
  }
  return expand(definitionOf(macro, values), environment, depth + 1);
}

function definitionOf(macro: Macro, values: readonly string[]): string {
  return substitute(macro.definition, macro.args, values);
}

/** The text with every `$name$` replaced by its value. */
function substitute(text: string, names: readonly string[], values: readonly string[]): string {
  return text.replace(/\$([^$\s]+)\$/g, (whole, name: string) => values[names.indexOf(name)] ?? whole);
}

/** Splits at commas outside quotes, parentheses and brackets; a value wholly in quotes loses them. */
function splitValues(inner: string): readonly string[] {
  const values: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < inner.length; at = nextOutsideQuotes(inner, at)) {
    if ('(['.includes(inner[at]!)) depth++;
    else if (')]'.includes(inner[at]!)) depth--;
    else if (inner[at] === ',' && depth === 0) {
      values.push(inner.slice(start, at));
      start = at + 1;
    }
  }
  return [...values, inner.slice(start)].map((value) => {
    const quoted = /^"((?:[^"\\]|\\.)*)"$/s.exec(value.trim());
    return quoted === null ? value.trim() : unescape(quoted[1]!);
  });
}

function withoutComments(text: string): string {
  let kept = '';
  let start = 0;
  for (let at = 0; at < text.length;) {
    if (!text.startsWith('```', at)) {
      at = nextOutsideQuotes(text, at);
      continue;
    }
    const end = text.indexOf('```', at + 3);
    if (end === -1) throw new SplError("Error in 'SearchParser': Missing a closing ``` of a comment.");
    kept += text.slice(start, at);
    at = start = end + 3;
  }
  return kept + text.slice(start);
}

function macroNotFound(name: string): SplError {
  return new SplError(
    `Error in 'SearchParser': The search specifies a macro '${name}' that cannot be found. Reasons include: the macro name is misspelled, you do not have "read" permission for the macro, or the macro has not been shared with this application. Click Settings, Advanced search, Search Macros to view macro information.`,
  );
}
