import { emptyRow, SplError, type Batches, type LookupTable, type Row } from '@sidecar/spl';
import { columnsOf } from '../output/columns-of.ts';
import type { AppFiles } from '../store/app-files.ts';
import { inBatches } from './in-batches.ts';
import { parseCsv, printCsv } from './csv.ts';
import { textOf } from './text-of.ts';

export interface CsvPlace {
  readonly files: AppFiles;
  readonly app: string;
  /** Name of the file within `lookups/`. */
  readonly name: string;
  readonly mayWrite: () => boolean;
}

/**
 * A lookup that is a CSV file of an app. Several values of a field share a cell, parted by line feeds, as Splunk writes
 * them. Rows that are added to a file with a header keep to its columns. A file that is not there has no rows and may be
 * written.
 */
export function csvLookup({ files, app, name, mayWrite }: CsvPlace): LookupTable {
  const path = `lookups/${name}`;
  const read = (): ReturnType<typeof parseCsv> => parseCsv(files.text(app, path));
  return {
    fields: read().header,
    async *rows() {
      const { header, rows } = read();
      yield* inBatches(rows.map((cells) => toRow(header, cells)));
    },
    async write(batches, { append, keyField }) {
      if (!mayWrite()) throw notWritable(name);
      const more = await gather(batches);
      const known = read();
      const isKept = append || keyField !== undefined;
      const header =
        isKept && known.header.length > 0 ? known.header : columnsOf(more, { transforming: true });
      const keys = new Set(keyField === undefined ? [] : more.map((row) => cellOf(row, keyField)));
      const at = keyField === undefined ? -1 : known.header.indexOf(keyField);
      const kept = isKept ? known.rows.filter((cells) => !keys.has(cells[at] ?? '')) : [];
      const added = more.map((row) => header.map((column) => cellOf(row, column)));
      await files.write(app, new Map([[path, printCsv({ header, rows: [...kept, ...added] })]]));
    },
  };
}

/** What a search says that writes where its user may not. */
export function notWritable(name: string): SplError {
  return new SplError(
    `Error in 'outputlookup' command: You have insufficient privileges to write to the lookup table '${name}'.`,
  );
}

/** All rows, before anything is replaced: they may come from the very table that is written. */
export async function gather(batches: Batches): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const batch of batches) for (const row of batch) rows.push(row);
  return rows;
}

function toRow(header: readonly string[], cells: readonly string[]): Row {
  const row = emptyRow();
  for (const [i, name] of header.entries()) {
    const value = cells[i] ?? '';
    if (value !== '') row[name] = value;
  }
  return row;
}

function cellOf(row: Row, column: string): string {
  const value = row[column];
  if (value === undefined) return '';
  return typeof value === 'object' ? value.join('\n') : textOf(value);
}
