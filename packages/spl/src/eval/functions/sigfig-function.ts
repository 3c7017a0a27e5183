import type { Row } from '../../row.ts';
import type { EvalFunction } from '../eval-function.ts';
import type { Operand } from '../operand.ts';
import type { Expression } from '../syntax-tree.ts';
import { numberOf } from '../values-of.ts';

/** Significant digits of a number and how many of them are decimals; infinite for what is exact. */
interface Precision {
  readonly digits: number;
  readonly decimals: number;
}

const exactly: Precision = { digits: Number.POSITIVE_INFINITY, decimals: Number.POSITIVE_INFINITY };

/**
 * Rounds a calculation to what its operands are known to: products and quotients have the fewest significant digits of
 * their operands, sums and differences the fewest decimals.
 *
 * @see Splunk Search Reference, Mathematical functions, sigfig: `sigfig(1.00*1111)` is 1110.
 */
export const sigfigFunction: EvalFunction = {
  name: 'sigfig',
  family: 'mathematical',
  meaning: 'Rounded to the significant digits that its operands have.',
  least: 1,
  most: 1,
  takes: ['number'],
  gives: 'number',
  compile: ([operand]) => {
    const { evaluate, expression } = operand as Operand;
    const precision = precisionOf(expression);
    return (row) => {
      const number = numberOf(evaluate(row));
      return Number.isNaN(number) ? null : roundTo(number, precision(row));
    };
  },
};

function precisionOf(expression: Expression): (row: Row) => Precision {
  if (expression.kind === 'number') {
    const precision = precisionOfText(expression.text);
    return () => precision;
  }
  if (expression.kind === 'field') {
    return (row) => {
      const value = row[expression.name];
      return typeof value === 'string' ? precisionOfText(value) : exactly;
    };
  }
  if (expression.kind === 'negative') return precisionOf(expression.operand);
  if (expression.kind !== 'arithmetic' || expression.operator === '%') return () => exactly;
  const left = precisionOf(expression.left);
  const right = precisionOf(expression.right);
  if (expression.operator === '*' || expression.operator === '/') {
    return (row) => ({ ...exactly, digits: Math.min(left(row).digits, right(row).digits) });
  }
  return (row) => ({ ...exactly, decimals: Math.min(left(row).decimals, right(row).decimals) });
}

function precisionOfText(text: string): Precision {
  const [whole = '', fraction = ''] = text.trim().replace(/e.*$/i, '').replace(/^[+-]/, '').split('.');
  const digits = `${whole}${fraction}`.replace(/^0+/, '').length;
  return { digits: Math.max(digits, 1), decimals: fraction.length };
}

function roundTo(number: number, { digits, decimals }: Precision): number {
  if (Number.isFinite(digits)) return Number(number.toPrecision(Math.min(digits, 100)));
  return Number.isFinite(decimals) ? Number(number.toFixed(Math.min(decimals, 100))) : number;
}
