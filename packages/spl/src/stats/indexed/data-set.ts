import type { Row } from '../../row.ts';
import type { Expression } from '../../syntax/search-expression.ts';

/** What `tstats` and `mstats` count: events as the fields of a data model or as their own indexed ones, or measures. */
export interface DataSet {
  /** Which events belong to it. */
  readonly constraint: Expression;
  /** Fields that are extracted from an event for these of the data set. */
  readonly sourcesOf: (fields: readonly string[]) => readonly string[];
  /** What an event says of these fields; without those that it or the data set does not have. */
  readonly rowsOf: (event: Row, fields: readonly string[]) => readonly Row[];
  /** Where to look if a search names no index. @default the user's default indexes */
  readonly defaultIndexes?: readonly string[];
  /** Whether values are compared case and all. @default false */
  readonly isExactCase?: boolean;
  /** Whether only what was indexed can be seen. */
  readonly indexedFieldsOnly: boolean;
}
