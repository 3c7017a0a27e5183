import { numberOf } from '../number-of.ts';
import type { FieldValue, Row } from '../row.ts';
import type { Comparison, Expression, Operator } from '../syntax/search-expression.ts';
import { matchesWildcard } from '../wildcard.ts';
import { matchesCidr } from './cidr.ts';
import { compileTerm } from './match-term.ts';
import { textOf } from '../stats/text-of.ts';

export type RowTest = (row: Row) => boolean;

/**
 * Compiles an expression to a test.
 *
 * `=` and `!=` compare texts without regard to case, `*` is a wildcard, an address equals the network it lies in; `<` and
 * `>` compare numbers as numbers. A multivalue field matches when one of its values does. `field!=value` needs the field to be there,
 * `NOT field=value` does not.
 */
export function compileExpression(expression: Expression): RowTest {
  if (expression.kind === 'not') {
    const test = compileExpression(expression.part);
    return (row) => !test(row);
  }
  if (expression.kind === 'term') return compileTerm(expression.text, expression.as);
  if (expression.kind === 'compare') return compileComparison(expression);
  const tests = expression.parts.map(compileExpression);
  if (tests.length === 1) return tests[0]!;
  if (expression.kind === 'and') return (row) => tests.every((test) => test(row));
  return (row) => tests.some((test) => test(row));
}

function compileComparison({ field, operator, values, isExactCase = false }: Comparison): RowTest {
  const letters = isExactCase ? 'exact-case' : 'any-case';
  const tests = values.map((value) => compileValue(operator, value, letters));
  const test = tests.length === 1 ? tests[0]! : (text: string) => tests.some((holds) => holds(text));
  const hidesInternal = field === 'index' && values.some((value) => value.startsWith('*'));
  return (row) => {
    const present: FieldValue | undefined = row[field];
    if (present === undefined) return false;
    if (hidesInternal && String(present).startsWith('_')) return operator === '!=';
    const matches = typeof present === 'object' ? present.some(test) : test(textOf(present));
    return matches !== (operator === '!=');
  };
}

function compileValue(
  operator: Operator,
  value: string,
  letters: 'any-case' | 'exact-case',
): (text: string) => boolean {
  if (operator === '=' || operator === '!=') {
    const matches = matchesWildcard(value, letters);
    const isInside = matchesCidr(value);
    return isInside === undefined ? matches : (text) => matches(text) || isInside(text);
  }
  const number = numberOf(value);
  return (text) => {
    const other = numberOf(text);
    const order = number === undefined || other === undefined ? compareText(text, value) : other - number;
    return (
      (order < 0 && operator.startsWith('<')) ||
      (order > 0 && operator.startsWith('>')) ||
      (order === 0 && operator.endsWith('='))
    );
  };
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
