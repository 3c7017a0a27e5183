import type { EvalValue } from './eval-value.ts';
import type { Malformed } from './malformed.ts';
import type { Evaluate, Operand } from './operand.ts';
import type { Arithmetic, Logic } from './syntax-tree.ts';
import { truthOf } from './truth.ts';
import { numberOf, numberOrNull, textOf } from './values-of.ts';

/**
 * Arithmetic on doubles; null where an operand is absent or no number, and for a division by zero.
 *
 * `+` joins two texts. Between fields it adds if both look like numbers and joins otherwise.
 *
 * @throws SplError `Typechecking failed. …` where an operand can never be what the operator takes.
 */
export function compileArithmetic(
  operator: Arithmetic,
  left: Operand,
  right: Operand,
  malformed: Malformed,
): Evaluate {
  if (operator === '+') return compilePlus(left, right, malformed);
  for (const { type } of [left, right]) {
    if (type !== 'string' && type !== 'boolean') continue;
    throw malformed.wrongTypes(`'${operator}' only takes numbers.`);
  }
  const a = left.evaluate;
  const b = right.evaluate;
  if (operator === '-') return (row) => numberOrNull(numberOf(a(row)) - numberOf(b(row)));
  if (operator === '*') return (row) => numberOrNull(numberOf(a(row)) * numberOf(b(row)));
  const divide = operator === '/' ? quotient : remainder;
  return (row) => divide(numberOf(a(row)), numberOf(b(row)));
}

const quotient = (x: number, y: number): EvalValue => (y === 0 ? null : numberOrNull(x / y));
const remainder = (x: number, y: number): EvalValue => (y === 0 ? null : numberOrNull(x % y));

function compilePlus(left: Operand, right: Operand, malformed: Malformed): Evaluate {
  const types = new Set([left.type, right.type]);
  if (types.has('boolean') || (types.has('string') && types.has('number'))) {
    throw malformed.wrongTypes("'+' only takes two strings or two numbers.");
  }
  if (types.has('string')) return compileConcatenation(left, right);
  const a = left.evaluate;
  const b = right.evaluate;
  const mayJoin = !types.has('number');
  return (row) => {
    const x = a(row);
    const y = b(row);
    const sum = numberOf(x) + numberOf(y);
    if (!Number.isNaN(sum)) return sum;
    return mayJoin ? join(x, y) : null;
  };
}

/** `.` joins texts and numbers; null where one is absent or has several values. */
export function compileConcatenation(left: Operand, right: Operand): Evaluate {
  const a = left.evaluate;
  const b = right.evaluate;
  return (row) => join(a(row), b(row));
}

function join(left: EvalValue, right: EvalValue): EvalValue {
  const x = typeof left === 'string' ? left : textOf(left);
  const y = typeof right === 'string' ? right : textOf(right);
  return x === null || y === null ? null : x + y;
}

/** @throws SplError `Typechecking failed. …` for a text. */
export function compileNegative(operand: Operand, malformed: Malformed): Evaluate {
  if (operand.type === 'string' || operand.type === 'boolean') {
    throw malformed.wrongTypes("'-' only takes numbers.");
  }
  const { evaluate } = operand;
  return (row) => numberOrNull(-numberOf(evaluate(row)));
}

/**
 * AND, OR and XOR of three outcomes: what cannot be told stays so unless the other side decides.
 *
 * @throws SplError `Typechecking failed. …` for what is never true or false.
 */
export function compileLogic(operator: Logic, left: Operand, right: Operand, malformed: Malformed): Evaluate {
  requireTruth(operator, [left, right], malformed);
  const a = truthOf(left);
  const b = truthOf(right);
  if (operator === 'XOR') {
    return (row) => {
      const x = a(row);
      const y = b(row);
      return x === null || y === null ? null : x !== y;
    };
  }
  const decides = operator === 'OR';
  return (row) => {
    const x = a(row);
    if (x === decides) return x;
    const y = b(row);
    if (y === decides) return y;
    return x === null || y === null ? null : !decides;
  };
}

/** NOT; what cannot be told stays so. @throws SplError `Typechecking failed. …` for what is never true or false. */
export function compileNot(operand: Operand, malformed: Malformed): Evaluate {
  requireTruth('NOT', [operand], malformed);
  const truth = truthOf(operand);
  return (row) => {
    const value = truth(row);
    return value === null ? null : !value;
  };
}

function requireTruth(operator: string, operands: readonly Operand[], malformed: Malformed): void {
  if (operands.every(({ type }) => type === 'boolean' || type === 'dynamic')) return;
  throw malformed.wrongTypes(`'${operator}' only takes boolean arguments.`);
}
