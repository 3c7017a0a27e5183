import { SplError } from '../spl-error.ts';
import { emptyRow } from '../empty-row.ts';
import { compileComparison } from './compile-comparison.ts';
import {
  compileArithmetic,
  compileConcatenation,
  compileLogic,
  compileNegative,
  compileNot,
} from './compile-operators.ts';
import type { EvalFunction } from './eval-function.ts';
import type { EvalValue, StaticType } from './eval-value.ts';
import { functionNamed } from './function-table.ts';
import { malformedIn } from './malformed.ts';
import type { EvalContext, Evaluate, Operand } from './operand.ts';
import type { Expression } from './syntax-tree.ts';
import { numberOf } from './values-of.ts';

/**
 * Makes an expression runnable: one closure per node, constants evaluated once.
 *
 * @throws SplError for a function that is unknown, arguments that do not fit and types that clash.
 */
export function compileTree(expression: Expression, context: EvalContext): Operand {
  const compile = (part: Expression): Operand => compileTree(part, context);
  const malformed = malformedIn(context.command);
  switch (expression.kind) {
    case 'number':
      return constant(expression, 'number', expression.value);
    case 'string':
      return constant(expression, 'string', expression.value);
    case 'boolean':
      return constant(expression, 'boolean', expression.value);
    case 'null':
      return constant(expression, 'dynamic', null);
    case 'field':
      return { type: 'dynamic', evaluate: fieldReader(expression.name), expression };
    case 'negative': {
      const operand = compile(expression.operand);
      return folded(expression, 'number', compileNegative(operand, malformed), [operand]);
    }
    case 'not': {
      const operand = compile(expression.operand);
      return folded(expression, 'boolean', compileNot(operand, malformed), [operand]);
    }
    case 'call':
      return compileCall(expression, expression.operands.map(compile), context);
    default: {
      const left = compile(expression.left);
      const right = compile(expression.right);
      return compileBinary(expression, left, right, context.command);
    }
  }
}

type Binary = Extract<Expression, { readonly left: Expression }>;

function compileBinary(expression: Binary, left: Operand, right: Operand, command: string): Operand {
  const malformed = malformedIn(command);
  const both = [left, right];
  switch (expression.kind) {
    case 'concatenation':
      return folded(expression, 'string', compileConcatenation(left, right), both);
    case 'comparison':
      return folded(
        expression,
        'boolean',
        compileComparison(expression.operator, left, right, malformed),
        both,
      );
    case 'logic':
      return folded(expression, 'boolean', compileLogic(expression.operator, left, right, malformed), both);
    case 'arithmetic': {
      const evaluate = compileArithmetic(expression.operator, left, right, malformed);
      return folded(expression, sumType(expression.operator, left.type, right.type), evaluate, both);
    }
  }
}

/** `+` between fields may be a sum or a text. */
function sumType(operator: string, left: StaticType, right: StaticType): StaticType {
  if (operator !== '+' || left === 'number' || right === 'number') return 'number';
  return left === 'string' || right === 'string' ? 'string' : 'dynamic';
}

function compileCall(
  expression: Expression & { readonly kind: 'call' },
  operands: readonly Operand[],
  context: EvalContext,
): Operand {
  const found = functionNamed(expression.name);
  if (found === undefined) {
    throw new SplError(
      `Error in 'EvalCommand': The '${expression.name}' function is unsupported or undefined.`,
    );
  }
  if (!doFit(found, operands)) throw malformedIn(context.command).badArguments(expression.name);
  const evaluate = found.compile(operands, context);
  if (found.isStable === false) return { type: found.gives, evaluate, expression };
  return folded(expression, found.gives, evaluate, operands);
}

function doFit({ least, most, takes }: EvalFunction, operands: readonly Operand[]): boolean {
  if (operands.length < least || operands.length > most) return false;
  return operands.every(({ type, constant }, i) => {
    const expected = takes[Math.min(i, takes.length - 1)];
    if (type === 'dynamic' || expected === 'any' || expected === type) return true;
    // A number may be written as a text: tonumber("12"), but sqrt("x") can never be one.
    return expected === 'number' && type === 'string' && looksLikeNumber(constant);
  });
}

function looksLikeNumber(constant: EvalValue | undefined): boolean {
  return constant === undefined || !Number.isNaN(numberOf(constant));
}

function fieldReader(name: string): Evaluate {
  return (row) => {
    const value = row[name];
    if (value === undefined) return null;
    if (typeof value !== 'object') return value;
    return value.length > 1 ? value : (value[0] ?? null);
  };
}

function constant(expression: Expression, type: StaticType, value: EvalValue): Operand {
  return { type, evaluate: () => value, constant: value, expression };
}

function folded(
  expression: Expression,
  type: StaticType,
  evaluate: Evaluate,
  parts: readonly Operand[],
): Operand {
  if (parts.some((part) => part.constant === undefined)) return { type, evaluate, expression };
  return constant(expression, type, evaluate(noRow));
}

const noRow = emptyRow();
