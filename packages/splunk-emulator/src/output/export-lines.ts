import { copyRow, numberText, type Batches, type PreparedSearch, type Row } from '@sidecar/spl';
import { formatTime, type TimeStyle } from './format-time.ts';

/** Rows of a preview set: enough for a client that counts previews to be found out. */
const previewRows = 5;
/** A blank line comes after so many batches, as servers were seen to send. */
const batchesBetweenBlanks = 4;

/**
 * The JSON stream of an export, line by line: `preview`, `offset`, `lastrow` on the last row of a set only, `result`.
 *
 * A search whose rows are summaries sends a preview set first, its offsets from 0. No rows at all are one line without
 * `offset` and `result`, a line that some servers also send after rows. Blank lines occur.
 */
export async function* exportJsonLines(
  search: PreparedSearch,
  style: TimeStyle,
  { trailingLastRow = false }: { trailingLastRow?: boolean } = {},
): AsyncGenerator<readonly string[]> {
  let held: Row | undefined;
  let offset = 0;
  let batches = 0;
  for await (const batch of search.run()) {
    if (batch.length === 0) continue;
    const lines = batches === 0 && search.transforming ? previewSet(batch.slice(0, previewRows), style) : [];
    for (const row of batch) {
      if (held !== undefined) lines.push(rowLine(held, style, false, offset++, false));
      held = row;
    }
    if (batches++ % batchesBetweenBlanks === 0) lines.push('\n');
    yield lines;
  }
  if (held !== undefined) yield [rowLine(held, style, false, offset, true)];
  if (held === undefined || trailingLastRow) yield ['{"preview":false,"lastrow":true}\n'];
}

function previewSet(rows: readonly Row[], style: TimeStyle): string[] {
  return rows.map((row, offset) => rowLine(copyRow(row), style, true, offset, offset === rows.length - 1));
}

/** One line; the row is printed in place, since each is sent once and copying would double the time. */
function rowLine(row: Row, style: TimeStyle, preview: boolean, offset: number, last: boolean): string {
  const start = `{"preview":${preview},"offset":${offset},${last ? '"lastrow":true,' : ''}"result":`;
  printInPlace(row, style);
  return `${start}${JSON.stringify(row)}}\n`;
}

/** The row as it leaves the server: `_time` in words, numbers as texts, everything else as it is. */
export function printRow(row: Row, style: TimeStyle): PrintedRow {
  const copy = copyRow(row);
  printInPlace(copy, style);
  return copy as PrintedRow;
}

/** A row as it is sent: nothing but texts. */
export type PrintedRow = Readonly<Record<string, string | readonly string[]>>;

function printInPlace(row: Row, style: TimeStyle): void {
  const time = row['_time'];
  if (typeof time === 'string' || typeof time === 'number') row['_time'] = formatTime(time, style);
  for (const name in row) {
    const value = row[name];
    if (typeof value === 'number') row[name] = numberText(value);
  }
}

/** All rows of a search in memory, at most `most`, fewer once they are not wanted any more. */
export async function collectRows(
  batches: Batches,
  most: number,
  isWanted: () => boolean = () => true,
): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of batches) {
    if (!isWanted()) return rows;
    for (const row of batch) {
      if (rows.length === most) return rows;
      rows.push(row);
    }
  }
  return rows;
}
