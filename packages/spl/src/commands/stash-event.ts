import type { FieldValue, Row } from '../row.ts';
import { quote } from '../syntax/arguments.ts';
import { textOf } from '../stats/text-of.ts';

/** Fields that are known of every event; a summary keeps those it was made of under another name. */
const reserved = new Set(['host', 'source', 'sourcetype', 'index', 'splunk_server']);

/**
 * The text of a summary event without `_raw`: what comes first, then `name="value"` of every field that is not internal.
 *
 * `host`, `source`, `sourcetype` and `index` are called `extracted_host` and so on. Several values are lines of one value, as
 * with `format_multivalue_collect = false`, the default.
 *
 * @example
 * stashText(row, ['info_min_time=0.000']); // => 'info_min_time=0.000, user="ann", count="3"'
 */
export function stashText(row: Row, first: readonly string[]): string {
  const fields = Object.keys(row)
    .filter((name) => !name.startsWith('_'))
    .map((name) => `${reserved.has(name) ? `extracted_${name}` : name}=${quote(valueText(row[name]!))}`);
  return [...first, ...fields].join(', ');
}

function valueText(value: FieldValue): string {
  return typeof value === 'object' ? value.join('\n') : textOf(value);
}

/** `MM/DD/YYYY HH:MM:SS +0000`, with which summary events begin. */
export function stashTime(seconds: number): string {
  const iso = new Date(Math.floor(seconds) * 1000).toISOString();
  return `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)} ${iso.slice(11, 19)} +0000`;
}
