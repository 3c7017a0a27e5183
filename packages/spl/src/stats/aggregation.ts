import type { FieldValue, Row } from '../row.ts';
import type { Statistic } from './statistic.ts';

/** One function of a statistical command, as it was understood. */
export interface Aggregation {
  readonly statistic: Statistic;
  /** Name of its column; with a `*` for each in `pattern`, if there is one. */
  readonly name: string;
  /** What the fields are called that it takes, each for itself: `*_ms`. */
  readonly pattern?: string;
  /** What it takes of a row, without a pattern; undefined is passed over. */
  readonly read: (row: Row) => FieldValue | undefined;
  /** Names or patterns of fields it reads. */
  readonly needs: readonly string[];
}

/** What a statistic takes of a row, made of the text of an expression. */
export type CompileInput = (expression: string) => Pick<Aggregation, 'read' | 'needs'>;
