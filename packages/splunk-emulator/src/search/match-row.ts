import type { Expression, Operator } from './search-expression.ts';
import type { Row } from './search-engine.ts';
import { escapeRegExp, matchesWildcard } from './wildcard.ts';

export type RowTest = (row: Row) => boolean;

/**
 * Compiles an expression to a test.
 *
 * Text is compared without regard to case, `*` is a wildcard, numbers compare as numbers. A multivalue field matches
 * when one of its values does. `field!=value` needs the field to be there, `NOT field=value` does not.
 */
export function compileExpression(expression: Expression): RowTest {
  if (expression.kind === 'not') {
    const test = compileExpression(expression.part);
    return (row) => !test(row);
  }
  if (expression.kind === 'term') return compileTerm(expression.text);
  if (expression.kind === 'compare') {
    const tests = expression.values.map((value) =>
      compileComparison(expression.field, expression.operator, value),
    );
    return (row) => tests.some((test) => test(row));
  }
  const tests = expression.parts.map(compileExpression);
  if (expression.kind === 'and') return (row) => tests.every((test) => test(row));
  return (row) => tests.some((test) => test(row));
}

function compileComparison(field: string, operator: Operator, value: string): RowTest {
  const test = compileValue(operator === '!=' ? '=' : operator, value);
  const hidesInternal = field === 'index' && value.startsWith('*');
  return (row) => {
    const present = row[field];
    if (present === undefined) return false;
    if (hidesInternal && String(present).startsWith('_')) return operator === '!=';
    const matches = typeof present === 'string' ? test(present) : present.some(test);
    return matches !== (operator === '!=');
  };
}

function compileValue(operator: Exclude<Operator, '!='>, value: string): (text: string) => boolean {
  const number = toNumber(value);
  if (operator === '=') {
    const matches = matchesWildcard(value);
    return number === undefined ? matches : (text) => matches(text) || toNumber(text) === number;
  }
  return (text) => {
    const other = toNumber(text);
    const order = number === undefined || other === undefined ? compareText(text, value) : other - number;
    return (
      (order < 0 && operator.startsWith('<')) ||
      (order > 0 && operator.startsWith('>')) ||
      (order === 0 && operator.endsWith('='))
    );
  };
}

/** A bare word or phrase: found in the raw text between separators, whatever its case. */
function compileTerm(text: string): RowTest {
  if (text === '*') return () => true;
  const body = text.split('*').map(escapeRegExp).join('[^\\s]*');
  const left = /^[\w*]/.test(text) && !text.startsWith('*') ? '(?<![A-Za-z0-9])' : '';
  const right = /\w$/.test(text) ? '(?![A-Za-z0-9])' : '';
  const expression = new RegExp(`${left}${body}${right}`, 'i');
  return (row) => expression.test(String(row['_raw'] ?? ''));
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The number a text spells out, if it does. */
export function toNumber(text: string): number | undefined {
  if (text.trim() === '') return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}
