const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Bounds of {@link splitLines}. */
export interface SplitLinesOptions {
  /** Longest line in bytes. */
  readonly maxLineBytes: number;
}

/** The lines of one chunk, and whether the last of them had no line end because the stream ended there. */
export interface LineBatch {
  readonly lines: string[];
  readonly unterminated: boolean;
}

/**
 * Cuts a stream of UTF-8 bytes into lines, one batch per chunk: ends `\n` or `\r\n`, a byte order mark at the start is dropped, blank lines are left
 * out, a last line without its end is given as such. Holds one chunk and one line at most, whatever the stream's length.
 *
 * @throws RangeError if a line is longer than `maxLineBytes`.
 */
export async function* splitLines(
  chunks: AsyncIterable<Buffer>,
  { maxLineBytes }: SplitLinesOptions,
): AsyncGenerator<LineBatch> {
  let head: Buffer[] = []; // the pieces of a line that is not finished yet
  let headBytes = 0;
  let first = true;
  const text = (bytes: Buffer, start: number, end: number): string => {
    const line = bytes.toString(
      'utf8',
      start,
      end > start && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end,
    );
    if (!first) return line;
    first = false;
    return line.startsWith('\ufeff') ? line.slice(1) : line;
  };
  for await (const chunk of chunks) {
    const lines: string[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      requireLength(headBytes + end - start, maxLineBytes);
      if (headBytes === 0) {
        lines.push(text(chunk, start, end));
      } else {
        const line = Buffer.concat([...head, chunk.subarray(start, end)]);
        lines.push(text(line, 0, line.length));
        head = [];
        headBytes = 0;
      }
      start = end + 1;
    }
    if (start < chunk.length) {
      head.push(chunk.subarray(start));
      headBytes += chunk.length - start;
      requireLength(headBytes, maxLineBytes);
    }
    const filled = lines.filter((line) => line.trim() !== '');
    if (filled.length > 0) yield { lines: filled, unterminated: false };
  }
  const rest = Buffer.concat(head);
  const last = text(rest, 0, rest.length);
  if (last.trim() !== '') yield { lines: [last], unterminated: true };
}

function requireLength(bytes: number, maxLineBytes: number): void {
  if (bytes > maxLineBytes) throw new RangeError(`a line is longer than ${maxLineBytes} bytes`);
}
