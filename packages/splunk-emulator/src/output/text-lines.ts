import type { PreparedSearch } from '@sidecar/spl';
import { csvCell } from '../lookups/csv.ts';
import { escapeXml } from '../server/xml.ts';
import { columnsOf } from './columns-of.ts';
import { printRow, type PrintedRow } from './export-lines.ts';
import type { TimeStyle } from './format-time.ts';

/** Rows as CSV, raw text or one XML `<results>` document, in batches of lines. */
export async function* textLines(
  search: PreparedSearch,
  mode: 'csv' | 'raw' | 'xml',
  style: TimeStyle,
): AsyncGenerator<readonly string[]> {
  let columns = search.columns;
  let offset = 0;
  if (mode === 'xml') yield ["<?xml version='1.0' encoding='UTF-8'?>\n<results preview='0'>\n"];
  for await (const batch of search.run()) {
    if (batch.length === 0) continue;
    const lines: string[] = [];
    if (columns === undefined || offset === 0) {
      columns ??= columnsOf(batch, search);
      if (mode === 'csv') lines.push(`${columns.map(csvHeader).join(',')}\n`);
      if (mode === 'xml') lines.push(xmlMeta(columns));
    }
    for (const row of batch) lines.push(textRow(printRow(row, style), columns, mode, offset++));
    yield lines;
  }
  if (mode === 'xml') yield [`${offset === 0 ? xmlMeta(columns ?? []) : ''}</results>\n`];
}

function textRow(
  row: PrintedRow,
  columns: readonly string[],
  mode: 'csv' | 'raw' | 'xml',
  offset: number,
): string {
  if (mode === 'raw') return `${[row['_raw'] ?? []].flat().join('\n')}\n`;
  if (mode === 'csv')
    return `${columns.map((name) => csvCell([row[name] ?? ''].flat().join('\n'))).join(',')}\n`;
  const fields = columns
    .filter((name) => row[name] !== undefined)
    .map((name) => xmlField(name, [row[name]!].flat()));
  return `\t<result offset='${offset}'>\n${fields.join('')}\t</result>\n`;
}

function csvHeader(name: string): string {
  return /^[A-Za-z0-9]+$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

function xmlMeta(columns: readonly string[]): string {
  return `<meta>\n<fieldOrder>\n${columns.map((name) => `<field>${escapeXml(name)}</field>\n`).join('')}</fieldOrder>\n</meta>\n`;
}

function xmlField(name: string, values: readonly string[]): string {
  const key = escapeXml(name);
  if (name === '_raw')
    return `\t\t<field k='_raw'><v xml:space='preserve' trim='0'>${escapeXml(values.join('\n'))}</v></field>\n`;
  const texts = values.map((value) => `\t\t\t<value><text>${escapeXml(value)}</text></value>\n`);
  return `\t\t<field k='${key}'>\n${texts.join('')}\t\t</field>\n`;
}
