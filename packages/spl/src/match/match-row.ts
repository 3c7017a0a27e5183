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
  const parts = expression.kind === 'or' ? gatherValues(expression.parts) : expression.parts;
  const tests = parts.map(compileExpression);
  if (tests.length === 1) return tests[0]!;
  if (expression.kind === 'and') return (row) => tests.every((test) => test(row));
  return (row) => tests.some((test) => test(row));
}

/** Comparisons of one field with single values, as subsearches make them, become one with many values. */
function gatherValues(parts: readonly Expression[]): readonly Expression[] {
  const byField = new Map<string, string[]>();
  const rest: Expression[] = [];
  for (const part of parts) {
    if (part.kind !== 'compare' || part.operator !== '=' || part.isExactCase === true) rest.push(part);
    else {
      const values = byField.get(part.field);
      if (values === undefined) byField.set(part.field, [...part.values]);
      else values.push(...part.values);
    }
  }
  return [
    ...[...byField].map(([field, values]): Expression => ({ kind: 'compare', field, operator: '=', values })),
    ...rest,
  ];
}

function compileComparison({ field, operator, values, isExactCase = false }: Comparison): RowTest {
  const letters = isExactCase ? 'exact-case' : 'any-case';
  const test = compileValues(operator, values, letters);
  // `index=*` leaves internal indexes out, whose names begin with an underscore.
  const named = values.filter((value) => !value.startsWith('*'));
  const hidesInternal = field === 'index' && named.length < values.length;
  const internalTest = hidesInternal ? compileValues(operator, named, letters) : test;
  return (row) => {
    const present: FieldValue | undefined = row[field];
    if (present === undefined) return false;
    if (typeof present === 'object') return present.some(test) !== (operator === '!=');
    const text = textOf(present);
    return (text.startsWith('_') ? internalTest : test)(text) !== (operator === '!=');
  };
}

type TextTest = (text: string) => boolean;

/** One of the values must hold; those that are plain texts are looked up, not tried one by one. */
function compileValues(
  operator: Operator,
  values: readonly string[],
  letters: 'any-case' | 'exact-case',
): TextTest {
  const isPlain = (value: string): boolean => !value.includes('*') && matchesCidr(value) === undefined;
  const isEquality = operator === '=' || operator === '!=';
  if (values.length < 4 || !isEquality)
    return anyOf(values.map((value) => compileValue(operator, value, letters)));
  const others = values
    .filter((value) => !isPlain(value))
    .map((value) => compileValue(operator, value, letters));
  const plain = new Set(
    values.filter(isPlain).map((value) => (letters === 'any-case' ? value.toLowerCase() : value)),
  );
  return anyOf([(text) => plain.has(letters === 'any-case' ? text.toLowerCase() : text), ...others]);
}

function anyOf(tests: readonly TextTest[]): TextTest {
  return tests.length === 1 ? tests[0]! : (text) => tests.some((holds) => holds(text));
}

function compileValue(operator: Operator, value: string, letters: 'any-case' | 'exact-case'): TextTest {
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
