/** A field's value: text, a number that `eval` or a statistic made, or several texts for a multivalue field. Null is absence. */
export type FieldValue = string | number | readonly string[];

/** One result row, a map without prototype; `_time` is epoch seconds, a number or its text, until it is printed. */
export type Row = Record<string, FieldValue>;

/** Rows travel in batches, which keeps a million of them cheap to pass along. */
export type Batches = AsyncIterable<readonly Row[]>;
