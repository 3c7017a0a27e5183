import type { FieldValue, Row } from '../../row.ts';
import type { Expression } from '../../syntax/search-expression.ts';

/** What `tstats` counts: events, as the fields of a data model or as their own indexed ones. */
export interface DataSet {
  /** Which events belong to it. */
  readonly constraint: Expression;
  /** Fields that are extracted from an event for these of the data set. */
  readonly sourcesOf: (fields: readonly string[]) => readonly string[];
  /** The value of a field; undefined for a field that the data set does not have. */
  readonly valueOf: (row: Row, field: string) => FieldValue | undefined;
  /** Whether only what was indexed can be seen. */
  readonly indexedFieldsOnly: boolean;
}
