import type { Environment, Macro } from '../environment.ts';
import { emptyRow } from '../empty-row.ts';
import { compileExpression } from '../eval/compile-expression.ts';
import type { EvalValue } from '../eval/eval-value.ts';
import { SplError } from '../spl-error.ts';
import type { MacroCall } from './macro-call.ts';

/**
 * The text that a macro stands for, its arguments put where `$name$` stands, in quotes too.
 *
 * In `validation` and in a definition that is an eval expression, arguments are fields as well.
 *
 * @throws SplError for arguments that are not valid, and for an expression that gives no text.
 */
export function applyMacro(macro: Macro, call: MacroCall, { now }: Pick<Environment, 'now'>): string {
  const values = valuesByName(macro, call);
  const evaluate = (text: string): { readonly value: EvalValue; readonly isCondition: boolean } => {
    const compiled = compileExpression(substitute(text, values), { now });
    if (compiled.failure !== undefined) throw compiled.failure;
    const value = compiled.evaluate(Object.assign(emptyRow(), Object.fromEntries(values)));
    return { value, isCondition: compiled.type === 'boolean' };
  };
  if (macro.validation !== undefined && macro.validation.trim() !== '') {
    const { value, isCondition } = evaluate(macro.validation);
    if (typeof value === 'string') throw parserError(value);
    if (isCondition ? value !== true : value !== null && value !== true)
      throw parserError(macro.errorMessage ?? `The arguments of the macro '${call.name}' are not valid.`);
  }
  if (macro.isEval !== true) return substitute(macro.definition, values);
  const { value } = evaluate(macro.definition);
  if (typeof value === 'string') return value;
  throw parserError(
    `The definition of macro '${call.name}' is expected to be an eval expression that returns a string.`,
  );
}

/** Values of the arguments: as the caller named them if he named all, else in order. */
function valuesByName({ args }: Macro, { values }: MacroCall): ReadonlyMap<string, string> {
  const isNamed = values.every(({ name }) => name !== undefined && args.includes(name));
  return new Map(
    isNamed
      ? values.map(({ name, text }) => [name!, text])
      : values.map(({ name, text }, i) => [args[i] ?? '', name === undefined ? text : `${name}=${text}`]),
  );
}

function substitute(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\$([\w-]+)\$/g, (whole, name: string) => values.get(name) ?? whole);
}

function parserError(text: string): SplError {
  return new SplError(`Error in 'SearchParser': ${text}`);
}
