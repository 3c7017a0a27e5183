import type { Aggregation } from '../aggregation.ts';
import type { SeriesLimit } from './series-limit.ts';
import type { BinOptions } from '../../time/spans/bin-options.ts';

/** A field that a chart is split by, and how it is cut. */
export interface Split {
  readonly field: string;
  readonly bins: BinOptions;
}

/** What `chart` and `timechart` were asked for. */
export interface ChartArgument {
  readonly aggregations: readonly Aggregation[];
  /** Its values are the rows; undefined for one row of everything. */
  readonly row: Split | undefined;
  /** Its values are the columns, called series. */
  readonly series: Split | undefined;
  readonly limit: SeriesLimit;
  /** What the series of rows without the field is called; undefined leaves them out. */
  readonly nullName: string | undefined;
  /** What the series of all others is called; undefined leaves them out. */
  readonly otherName: string | undefined;
  /** Name of a column, of several functions. */
  readonly columnName: (aggregation: string, series: string) => string;
  /** Whether bins without rows are there too. */
  readonly isContinuous: boolean;
  /** Whether a value that a field has twice counts once. */
  readonly isDeduplicated: boolean;
  /** Whether bins that lie in part outside of the search's window are kept. */
  readonly keepsPartial: boolean;
  /** Whether the bins cover the search's window rather than the rows. */
  readonly coversWindow: boolean;
}
