/** A table as a lookup file holds it: the first line names the columns. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Reads a CSV file: quoted cells may hold commas, quotes (doubled) and line ends. Empty lines are no rows. */
export function parseCsv(text: string): CsvTable {
  const cell = /(?:"((?:[^"]|"")*)"?|([^,\r\n]*))(,|\r\n|\n|\r|$)/gy;
  const body = text.replace(/^\uFEFF/, '');
  const lines: string[][] = [];
  let line: string[] = [];
  while (cell.lastIndex < body.length) {
    const match = cell.exec(body);
    if (match === null) break;
    const [, quoted, plain, end] = match;
    line.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end === ',' && cell.lastIndex < body.length) continue;
    if (end === ',') line.push('');
    if (line.length > 1 || line[0] !== '') lines.push(line);
    line = [];
  }
  const [header = [], ...rows] = lines;
  return { header, rows };
}

/** Writes a table as CSV; cells are quoted where they must be. */
export function printCsv({ header, rows }: CsvTable): string {
  return [header, ...rows].map((line) => `${line.map(csvCell).join(',')}\n`).join('');
}

/** A cell of a CSV line. */
export function csvCell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
