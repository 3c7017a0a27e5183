/**
 * Splits comma-separated text into lines of cells; a cell in double quotes may hold commas, line ends and doubled quotes.
 *
 * @returns One list per line; empty lines are left out.
 * @throws RangeError for a quote that is never closed.
 * @example
 * parseCsv('a,b\n1,"x, y"'); // => [['a', 'b'], ['1', 'x, y']]
 */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [];
  let line: string[] = [];
  const cell = /"((?:[^"]|"")*)"[^,\r\n]*|([^,\r\n]*)/y;
  for (let at = 0; at <= text.length;) {
    cell.lastIndex = at;
    const [whole, quoted, plain] = cell.exec(text)!;
    if (quoted === undefined && plain!.startsWith('"')) throw new RangeError('a quote is not closed');
    line.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    at += whole.length;
    if (text[at] !== ',') {
      if (line.length > 1 || line[0] !== '') lines.push(line);
      line = [];
      if (text.startsWith('\r\n', at)) at++;
    }
    at++;
  }
  return lines;
}
