import { copyRow, emptyRow } from '../../empty-row.ts';
import type { Batches, Row } from '../../row.ts';
import { chooseSpan, createBinner } from '../../time/spans/create-binner.ts';
import type { Span } from '../../time/spans/span.ts';
import type { Aggregation } from '../aggregation.ts';
import { createColumns, type States } from '../columns.ts';
import { createGroupTable } from '../group-table.ts';
import { rangeOf } from '../range-of.ts';

export interface GroupRowsOptions {
  readonly aggregations: readonly Aggregation[];
  readonly by: readonly string[];
  /** How time is cut, if it is grouped by. @default chosen by the window, or by the rows if it is open */
  readonly span: Span | undefined;
  /** Epoch seconds. */
  readonly window: { readonly earliest: number; readonly latest: number };
  /** What stands for a field that a row does not have; undefined drops the row. */
  readonly fillNull: string | undefined;
  /** Fields that patterns leave out beside those of `by`. @default none */
  readonly except?: readonly string[];
}

/** Rows for each combination of values, in natural order, as `stats` makes them, with time cut into bins. */
export async function groupRows(rows: Batches, options: GroupRowsOptions): Promise<readonly Row[]> {
  const { aggregations, by, fillNull, except = [] } = options;
  const columns = createColumns(aggregations, [...by, ...except]);
  const groups = createGroupTable<States>(by, { start: () => [] });
  if (by.length === 0) groups.of(emptyRow());
  const { source, bin } = await timeBins(rows, options);
  let position = 0;
  for await (const batch of source) {
    for (const row of batch) {
      position++;
      const place = bin === undefined && fillNull === undefined ? row : copyRow(row);
      if (bin !== undefined) place['_time'] = bin(row['_time']);
      if (fillNull !== undefined) for (const field of by) place[field] ??= fillNull;
      groups.each(place, ({ content }) => columns.add(content, row, position));
    }
  }
  return groups.inOrder().map(({ values, content }) => {
    const row = emptyRow();
    by.forEach((field, i) => (row[field] = values[i]!));
    columns.write(content, row);
    return row;
  });
}

type Bin = (time: Row[string] | undefined) => string | number;

async function timeBins(
  rows: Batches,
  { by, span, window: { earliest, latest } }: GroupRowsOptions,
): Promise<{ readonly source: Batches; readonly bin?: Bin }> {
  if (!by.includes('_time')) return { source: rows };
  const binBy = (chosen: Span): Bin => {
    const { binOf } = createBinner('_time', chosen);
    return (time) => binOf(time as string | number)!.value;
  };
  if (span !== undefined) return { source: rows, bin: binBy(span) };
  if (earliest > 0 && Number.isFinite(latest)) {
    return {
      source: rows,
      bin: binBy(chooseSpan('_time', { least: earliest, greatest: latest - 1e-3 }, {})),
    };
  }
  const kept: (readonly Row[])[] = [];
  for await (const batch of rows) kept.push(batch);
  const range = rangeOf(kept.flat(), '_time') ?? { least: 0, greatest: 0 };
  return { source: inTurn(kept), bin: binBy(chooseSpan('_time', range, {})) };
}

async function* inTurn(batches: readonly (readonly Row[])[]): AsyncGenerator<readonly Row[]> {
  yield* batches;
}
