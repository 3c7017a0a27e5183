import type { Row } from '../row.ts';
import type { Operand } from './operand.ts';

/** A condition of three outcomes: true, false, or null where it cannot be told. */
export function truthOf(operand: Operand): (row: Row) => boolean | null {
  const { evaluate } = operand;
  if (operand.type === 'boolean') return evaluate as (row: Row) => boolean | null;
  return (row) => {
    const value = evaluate(row);
    return typeof value === 'boolean' ? value : null;
  };
}
