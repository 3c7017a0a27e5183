import type { Row } from '../row.ts';
import type { EvalValue, StaticType } from './eval-value.ts';
import type { Expression } from './syntax-tree.ts';

export type Evaluate = (row: Row) => EvalValue;

/** An expression that was made runnable. */
export interface Operand {
  readonly type: StaticType;
  readonly evaluate: Evaluate;
  /** Its value if no row can change it. */
  readonly constant?: EvalValue;
  /** What it was made of. */
  readonly expression: Expression;
}

/** What expressions can see beside the row. */
export interface EvalContext {
  /** Epoch seconds of `now()` and `time()`; NaN if the caller has none. */
  readonly now: number;
  /** Seeds `random()`. */
  readonly seed: number;
  /** The command that errors speak of, such as `where`. */
  readonly command: string;
}

/** A constant text, undefined if a row decides or it is no text. */
export function constantText(operand: Operand | undefined): string | undefined {
  return typeof operand?.constant === 'string' ? operand.constant : undefined;
}
