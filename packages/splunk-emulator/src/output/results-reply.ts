import { emptyRow, type PreparedSearch, type Row } from '@sidecar/spl';
import { columnsOf } from './columns-of.ts';
import { textLines } from './text-lines.ts';
import { outputTypes } from './output-types.ts';
import { printRow, type PrintedRow } from './export-lines.ts';
import type { TimeStyle } from './format-time.ts';
import type { Call } from '../server/call.ts';
import { Refusal } from '../server/refusal.ts';
import { jsonReply, type Reply } from '../server/reply.ts';

/**
 * One page of finished rows: `count` (100 unless told, 0 for all, never more than `maxResultRows`), `offset` (negative
 * counts from the end), `f` picks fields.
 */
export function resultsReply(
  call: Call,
  rows: readonly Row[],
  search: PreparedSearch,
  style: TimeStyle,
  { maxResultRows }: { maxResultRows: number },
): Reply {
  const count = numberOf(call, 'count', 100);
  const offset = numberOf(call, 'offset', 0);
  const start = offset < 0 ? Math.max(0, rows.length + offset) : offset;
  const page = rows.slice(start, start + (count === 0 ? maxResultRows : Math.min(count, maxResultRows)));
  const only = call.parameters.getAll('f');
  const picked = only.length === 0 ? page : page.map((row) => pick(row, only));
  const columns =
    search.columns?.filter((name) => only.length === 0 || only.includes(name)) ?? columnsOf(picked, search);
  const mode = call.parameters.get('output_mode') ?? 'xml';
  if (mode.startsWith('json'))
    return jsonPage(
      mode,
      picked.map((row) => printRow(row, style)),
      columns,
      start,
    );
  if (mode !== 'csv' && mode !== 'raw' && mode !== 'xml') {
    throw new Refusal(400, 'FATAL', `Unsupported output mode '${mode}'.`);
  }
  const source = { ...search, columns, run: () => oneBatch(picked) };
  return {
    status: 200,
    headers: { 'Content-Type': outputTypes[mode] },
    body: textLines(source, mode, style),
  };
}

function jsonPage(
  mode: string,
  rows: readonly PrintedRow[],
  columns: readonly string[],
  start: number,
): Reply {
  if (mode === 'json_rows') {
    return jsonReply({
      preview: false,
      init_offset: start,
      messages: [],
      fields: columns,
      rows: rows.map((row) => columns.map((name) => row[name] ?? null)),
    });
  }
  if (mode === 'json_cols') {
    return jsonReply({
      preview: false,
      init_offset: start,
      messages: [],
      fields: columns,
      columns: columns.map((name) => rows.map((row) => row[name] ?? null)),
    });
  }
  return jsonReply({
    preview: false,
    init_offset: start,
    post_process_count: rows.length,
    messages: [],
    ...(rows.length > 0 && { fields: columns.map((name) => ({ name })) }),
    results: rows,
    ...(rows.length > 0 && { highlighted: {} }),
  });
}

function numberOf({ parameters }: Call, name: string, otherwise: number): number {
  const text = parameters.get(name) ?? '';
  if (text === '') return otherwise;
  if (!/^-?\d+$/.test(text)) throw new Refusal(400, 'FATAL', `Invalid value '${text}' for '${name}'.`);
  return Number(text);
}

function pick(row: Row, names: readonly string[]): Row {
  const picked = emptyRow();
  for (const name of names) if (row[name] !== undefined) picked[name] = row[name];
  return picked;
}

async function* oneBatch(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows;
}
