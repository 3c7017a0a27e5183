import type { Line } from './line.ts';

export interface LineSplitter {
  /** The lines that are complete with this chunk. */
  push(chunk: Buffer): Line[];
  /** The last line, if it had no end. */
  end(): Line[];
}

export interface LineSplitterOptions {
  readonly file: string;
  /** Longer lines are dropped as they come, so that they are never held in memory. */
  readonly maxLineBytes: number;
}

const newline = 10;
const carriageReturn = 13;
const byteOrderMarkBytes = 3;

/**
 * Cuts UTF-8 into lines that end in LF, CR LF or CR, in any mixture. A byte order mark before a line is dropped,
 * blank lines are counted and left out, and bytes that are not UTF-8 become U+FFFD.
 *
 * Each chunk is decoded once, up to its last line end: far quicker than line by line.
 */
export function createLineSplitter({ file, maxLineBytes }: LineSplitterOptions): LineSplitter {
  let number = 0;
  let begun: Buffer[] = [];
  let begunBytes = 0;
  let isTooLong = false;
  let endsInReturn = false;

  const keep = (part: Buffer): void => {
    begunBytes += part.length;
    isTooLong ||= begunBytes > maxLineBytes + byteOrderMarkBytes;
    if (isTooLong) begun = [];
    else if (part.length > 0) begun.push(part);
  };

  const take = (end: Buffer): Line[] => {
    const lines: Line[] = [];
    let whole = end;
    if (isTooLong) {
      lines.push({ line: null, number: ++number, file, tooLong: true });
      whole = end.subarray(startOfNext(end));
    } else if (begun.length > 0) {
      whole = Buffer.concat([...begun, end]);
    }
    begun = [];
    begunBytes = 0;
    isTooLong = false;
    if (whole.length > 0) appendLines(whole.toString(), lines);
    return lines;
  };

  const appendLines = (text: string, lines: Line[]): void => {
    const pieces = text.includes('\r') ? text.split(/\r\n|\r|\n/) : text.split('\n');
    if (pieces.at(-1) === '') pieces.pop();
    for (const piece of pieces) {
      number++;
      const line = piece.charCodeAt(0) === 0xfeff ? piece.slice(1) : piece;
      if (isLonger(line, maxLineBytes)) lines.push({ line: null, number, file, tooLong: true });
      else if (!isBlank(line)) lines.push({ line, number, file });
    }
  };

  return {
    push(chunk) {
      let bytes = endsInReturn ? Buffer.concat([Buffer.of(carriageReturn), chunk]) : chunk;
      // Whether a CR at the very end is a line end of its own or half of one shows only with the next chunk.
      endsInReturn = bytes.at(-1) === carriageReturn;
      if (endsInReturn) bytes = bytes.subarray(0, -1);
      const afterLast = endOfLast(bytes);
      const lines = afterLast === 0 ? [] : take(bytes.subarray(0, afterLast));
      keep(bytes.subarray(afterLast));
      return lines;
    },
    end: () => take(Buffer.alloc(0)),
  };
}

/** The position after the last line end, or 0 if there is none. */
function endOfLast(bytes: Buffer): number {
  const afterNewline = bytes.lastIndexOf(newline) + 1;
  return afterNewline + bytes.subarray(afterNewline).lastIndexOf(carriageReturn) + 1;
}

/** The position after the first line end, or the length if there is none. */
function startOfNext(bytes: Buffer): number {
  const i = bytes.findIndex((byte) => byte === newline || byte === carriageReturn);
  if (i === -1) return bytes.length;
  return bytes[i] === carriageReturn && bytes[i + 1] === newline ? i + 2 : i + 1;
}

function isBlank(line: string): boolean {
  return line === '' || (line.charCodeAt(0) <= 32 && line.trim() === '');
}

function isLonger(line: string, maxBytes: number): boolean {
  return line.length * 3 > maxBytes && Buffer.byteLength(line) > maxBytes;
}
