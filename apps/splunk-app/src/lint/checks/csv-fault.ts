const LONGEST_HEADER = 4096;

/** What is wrong with a table in CSV, and in which line; undefined if nothing is. */
export function csvFault(bytes: Uint8Array): { readonly line: number; readonly message: string } | undefined {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { line: 1, message: 'it is not UTF-8' };
  }
  if (/\r(?!\n)/.test(text)) return { line: 1, message: 'its lines end as on old Macintoshes' };
  const rows = rowsOf(text);
  if (rows === undefined) return { line: 1, message: 'a quotation mark is not closed' };
  const [header] = rows;
  if (header === undefined) return { line: 1, message: 'it is empty' };
  if (header.columns < 2) return { line: 1, message: `it has ${header.columns} column, expected at least 2` };
  if (header.longest > LONGEST_HEADER)
    return { line: 1, message: `a header is longer than ${LONGEST_HEADER} characters` };
  const odd = rows.find(({ columns }) => columns !== header.columns);
  if (odd === undefined) return undefined;
  return { line: odd.line, message: `the row has ${odd.columns} values, expected ${header.columns}` };
}

interface CsvRow {
  readonly line: number;
  readonly columns: number;
  /** Characters of its longest value. */
  readonly longest: number;
}

/** Undefined if a quotation mark is not closed. */
function rowsOf(text: string): CsvRow[] | undefined {
  const rows: CsvRow[] = [];
  const value = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y;
  let [line, columns, longest] = [1, 0, 0];
  while (value.lastIndex < text.length) {
    const match = value.exec(text);
    if (match === null) return undefined;
    const [, cell, end] = match as unknown as [string, string, string];
    columns += 1;
    longest = Math.max(longest, cell.length);
    if (end === ',' && value.lastIndex < text.length) continue;
    if (end === ',') columns += 1;
    if (columns > 1 || cell !== '') rows.push({ line, columns, longest });
    line += cell.split('\n').length;
    [columns, longest] = [0, 0];
  }
  return rows;
}
