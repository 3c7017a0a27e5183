/** A cell: texts are quoted where they must be, numbers are written so that they read back the same, undefined is an empty cell. */
export type Cell = string | number | undefined;

/**
 * A CSV file after RFC 4180 with line feeds: cells that hold a quote, a comma, a line break or a space at an end are put in quotes, and
 * quotes within are doubled, so that no value can begin another cell or row.
 *
 * @example
 * csvText(['user'], [['a"b']]); // => 'user\n"a""b"\n'
 */
export function csvText(header: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const lines = [header.map(cellText).join(',')];
  for (const row of rows) lines.push(row.map(cellText).join(','));
  return `${lines.join('\n')}\n`;
}

function cellText(cell: Cell): string {
  if (cell === undefined) return '';
  const text = String(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
