import { numberText } from '../values/number-text.ts';
import { parseNumber } from '../values/parse-number.ts';
import type { EvalValue, StaticType } from './eval-value.ts';
import type { Malformed } from './malformed.ts';
import type { Evaluate, Operand } from './operand.ts';
import type { Comparison } from './syntax-tree.ts';

/** -1, 0 or 1, or null where two values cannot be compared. */
type Order = number | null;
type Compare = (left: string | number, right: string | number) => Order;

const tests: Readonly<Record<Comparison, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '>': (order) => order > 0,
  '<=': (order) => order <= 0,
  '>=': (order) => order >= 0,
};

/**
 * Comparison of two values; null where one is absent or they cannot be compared.
 *
 * Beside a number (a literal, arithmetic) the other side must look like one. Beside a text (a literal, a concatenation) both
 * are texts, by code point and case. Two fields are numbers if both look like it, texts otherwise. A multivalue equals
 * what one of its values equals, and another multivalue of the same values; it has no order.
 *
 * @throws SplError `Typechecking failed. …` for a literal text beside a number.
 */
export function compileComparison(
  operator: Comparison,
  left: Operand,
  right: Operand,
  malformed: Malformed,
): Evaluate {
  if (isClash(left.type, right.type)) {
    throw malformed.wrongTypes(
      `The '${operator === '=' ? '==' : operator}' operator received different types.`,
    );
  }
  const compare = compareFor(left.type, right.type);
  const holds = tests[operator];
  const a = left.evaluate;
  const b = right.evaluate;
  return (row) => {
    const x = a(row);
    const y = b(row);
    if (x === null || y === null) return null;
    if (typeof x === 'object' || typeof y === 'object') return compareMany(x, y, operator, compare);
    if (typeof x === 'boolean' || typeof y === 'boolean') return compareTruths(x, y, operator);
    const order = compare(x, y);
    return order === null ? null : holds(order);
  };
}

/** Whether two values are equal as `=` has it, between fields. */
export function areEqual(left: EvalValue, right: EvalValue, compare: Compare = compareFields): boolean {
  if (left === null || right === null) return false;
  if (typeof left === 'object' || typeof right === 'object')
    return compareMany(left, right, '=', compare) === true;
  if (typeof left === 'boolean' || typeof right === 'boolean') return left === right;
  return compare(left, right) === 0;
}

/** How values of these types are compared. */
export function compareFor(left: StaticType, right: StaticType): Compare {
  if (left === 'number' || right === 'number') return compareNumbers;
  return left === 'string' || right === 'string' ? compareTexts : compareFields;
}

function isClash(left: StaticType, right: StaticType): boolean {
  return left !== right && left !== 'dynamic' && right !== 'dynamic';
}

function compareNumbers(left: string | number, right: string | number): Order {
  const x = typeof left === 'number' ? left : parseNumber(left);
  const y = typeof right === 'number' ? right : parseNumber(right);
  return x < y ? -1 : x > y ? 1 : x === y ? 0 : null;
}

function compareTexts(left: string | number, right: string | number): number {
  const x = typeof left === 'number' ? numberText(left) : left;
  const y = typeof right === 'number' ? numberText(right) : right;
  return x < y ? -1 : x > y ? 1 : 0;
}

function compareFields(left: string | number, right: string | number): number {
  return compareNumbers(left, right) ?? compareTexts(left, right);
}

function compareTruths(left: EvalValue, right: EvalValue, operator: Comparison): boolean | null {
  if (operator === '=') return left === right;
  return operator === '!=' ? left !== right : null;
}

function compareMany(
  left: EvalValue,
  right: EvalValue,
  operator: Comparison,
  compare: Compare,
): boolean | null {
  if (operator !== '=' && operator !== '!=') return null;
  let isEqual: boolean;
  if (Array.isArray(left) && Array.isArray(right)) {
    isEqual = left.length === right.length && left.every((text, i) => text === right[i]);
  } else {
    const many = (typeof left === 'object' ? left : right) as readonly string[];
    const one = typeof left === 'object' ? right : left;
    if (typeof one === 'boolean') return null;
    isEqual = many.some((text) => compare(text, one as string | number) === 0);
  }
  return isEqual === (operator === '=');
}
