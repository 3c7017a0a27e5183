import type { Row } from '../row.ts';
import type { EvalValue } from './eval-value.ts';
import type { Operand } from './operand.ts';

/** Whether a value holds as a condition: only what is true does, absence and fields do not. */
export const isTrue = (value: EvalValue): boolean => value === true;

/** A condition of three outcomes: true, false, or null where it cannot be told. */
export function truthOf(operand: Operand): (row: Row) => boolean | null {
  const { evaluate } = operand;
  if (operand.type === 'boolean') return evaluate as (row: Row) => boolean | null;
  return (row) => {
    const value = evaluate(row);
    return typeof value === 'boolean' ? value : null;
  };
}
