import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { compileTree } from './compile-tree.ts';
import type { EvalValue, StaticType } from './eval-value.ts';
import type { EvalContext } from './operand.ts';
import { parseExpression } from './parse-expression.ts';
import { type Expression, fieldsOf } from './syntax-tree.ts';

/** An expression of `eval`, made once for very many rows. */
export interface CompiledExpression {
  /** @throws SplError `failure`, if there is one. */
  evaluate(row: Row): EvalValue;
  /** Names of the fields that it reads. */
  readonly needs: readonly string[];
  readonly type: StaticType;
  /**
   * What Splunk finds out only when a search runs: a function that is unknown, arguments that do not fit, types that clash.
   * Whoever runs the expression throws it before the first row.
   */
  readonly failure?: SplError;
}

export interface ExpressionOptions {
  /** Epoch seconds of `now()`, which cannot be used without; also the day of times that `strptime` reads without a date. */
  readonly now?: number;
  /** Seeds `random()`. @default 0 */
  readonly seed?: number;
  /** The command that errors speak of. @default 'eval' */
  readonly command?: string;
}

/**
 * Understands an expression and makes it runnable.
 *
 * Values: text, number, true or false, several texts, or null. See `compileComparison`, `compileArithmetic` for how they
 * mix, and `supportedFunctions`.
 *
 * @throws SplError `The expression is malformed. …`
 * @example
 * compileExpression('if(status >= 500, "bad", "fine")').evaluate({ status: '503' }); // => 'bad'
 */
export function compileExpression(text: string, options: ExpressionOptions = {}): CompiledExpression {
  return compileParsed(parseExpression(text, options.command), options);
}

/** The same, of an expression that was understood before. */
export function compileParsed(
  expression: Expression,
  { now = Number.NaN, seed = 0, command = 'eval' }: ExpressionOptions = {},
): CompiledExpression {
  const needs = fieldsOf(expression);
  const context: EvalContext = { now, seed, command };
  try {
    const { evaluate, type } = compileTree(expression, context);
    return { evaluate, needs, type };
  } catch (error) {
    if (!(error instanceof SplError)) throw error;
    const evaluate = (): never => {
      throw error;
    };
    return { evaluate, needs, type: 'dynamic', failure: error };
  }
}

/** A condition: whether an expression is true of a row; false and null are not. */
export interface CompiledCondition {
  (row: Row): boolean;
  readonly needs: readonly string[];
  readonly type: StaticType;
  readonly failure?: SplError;
}

/**
 * Makes a condition of an expression.
 *
 * @throws SplError `The expression is malformed. …`
 * @example
 * compileCondition('like(user, "svc_%") AND count > 3')({ user: 'svc_web', count: 4 }); // => true
 */
export function compileCondition(text: string, options: ExpressionOptions = {}): CompiledCondition {
  const { evaluate, ...rest } = compileExpression(text, options);
  return Object.assign((row: Row) => evaluate(row) === true, rest);
}
