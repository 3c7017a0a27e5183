import type { FieldValue, Row } from '../src/index.ts';
import { runSearch } from './run-search.ts';

/** What commands make of rows, which they get in this order. */
export async function overRows(
  commands: string,
  rows: readonly Readonly<Record<string, FieldValue>>[],
): Promise<Row[]> {
  return runSearch(`| inputlookup rows | ${commands}`, { lookups: { rows: { rows } } });
}

/** Rows of a table whose first line has the names; `-` is no value, `a|b` are two. */
export function table(text: string): Record<string, FieldValue>[] {
  const [head, ...lines] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  return lines.map((cells) =>
    Object.fromEntries(
      cells.flatMap((cell, i) =>
        cell === '-' ? [] : [[head![i]!, cell.includes('|') ? cell.split('|') : cell]],
      ),
    ),
  );
}
