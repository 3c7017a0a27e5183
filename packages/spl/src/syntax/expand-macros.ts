import type { Environment } from '../environment.ts';
import { SplError } from '../spl-error.ts';
import { applyMacro } from './apply-macro.ts';
import { parseMacroCall } from './macro-call.ts';
import { nextOutsideQuotes } from './outside-quotes.ts';

type MacroSource = Pick<Environment, 'macro' | 'now'>;

/** How deep macros may stand in macros, as in Splunk. */
const maxDepth = 100;

/**
 * Replaces every macro in backticks by its definition, macros within it too; comments in triple backticks go.
 *
 * What stands in double quotes is left alone.
 *
 * @throws SplError for a macro that is not there, whose arguments do not pass its validation, or that contains itself.
 */
export function expandMacros(text: string, environment: MacroSource): string {
  return expand(withoutComments(text), environment, 0);
}

function expand(text: string, environment: MacroSource, depth: number): string {
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

function expandOne(text: string, environment: MacroSource, depth: number): string {
  const call = parseMacroCall(text);
  const count = call.values.length;
  const macro = environment.macro(call.name, count);
  if (macro === undefined) throw macroNotFound(count === 0 ? call.name : `${call.name}(${count})`);
  if (depth >= maxDepth) {
    throw new SplError(
      `Error in 'SearchParser': Reached maximum recursion depth (${maxDepth}) while expanding macros. Check for infinitely recursive macro definitions.`,
    );
  }
  return expand(applyMacro(macro, call, environment), environment, depth + 1);
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
