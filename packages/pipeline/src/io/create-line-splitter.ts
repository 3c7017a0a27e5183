import type { LineBlock } from './line-block.ts';

export interface LineSplitter {
  /** The lines that are complete with this chunk; null if there is none. */
  push(chunk: Buffer): LineBlock | null;
  /** The last line, if it had no end. */
  end(): LineBlock | null;
}

export interface LineSplitterOptions {
  readonly file: string;
  /** Longer lines are dropped as they come, so that they are never held in memory. */
  readonly maxLineBytes: number;
}

const newline = 10;
const carriageReturn = 13;
const space = 32;
const byteOrderMarkBytes = 3;

/**
 * Cuts UTF-8 into lines that end in LF, CR LF or CR, in any mixture. A byte order mark before a line is dropped,
 * blank lines are counted and left out. Lines are not decoded here: who reads them may not need their text.
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

  const take = (end: Buffer): LineBlock | null => {
    const block = { file, bytes: end, starts: [], ends: [], numbers: [] };
    if (isTooLong) {
      add(block, -1, -1);
      appendLines(block, startOfNext(end));
    } else {
      if (begun.length > 0) block.bytes = Buffer.concat([...begun, end]);
      appendLines(block, 0);
    }
    begun = [];
    begunBytes = 0;
    isTooLong = false;
    return block.starts.length > 0 ? block : null;
  };

  const appendLines = (block: OpenBlock, from: number): void => {
    const { bytes } = block;
    let feed = indexOf(bytes, newline, from);
    let back = indexOf(bytes, carriageReturn, from);
    for (let at = from; at < bytes.length;) {
      const end = Math.min(feed, back);
      add(block, at, end);
      at = end === back && end + 1 === feed ? end + 2 : end + 1;
      if (feed < at) feed = indexOf(bytes, newline, at);
      if (back < at) back = indexOf(bytes, carriageReturn, at);
    }
  };

  const add = ({ bytes, starts, ends, numbers }: OpenBlock, from: number, end: number): void => {
    number++;
    const start = startsWithMark(bytes, from) ? Math.min(from + byteOrderMarkBytes, end) : from;
    const isLong = from < 0 || end - start > maxLineBytes;
    if (!isLong && isBlank(bytes, start, end)) return;
    starts.push(isLong ? -1 : start);
    ends.push(end);
    numbers.push(number);
  };

  return {
    push(chunk) {
      let bytes = endsInReturn ? Buffer.concat([Buffer.of(carriageReturn), chunk]) : chunk;
      // Whether a CR at the very end is a line end of its own or half of one shows only with the next chunk.
      endsInReturn = bytes.at(-1) === carriageReturn;
      if (endsInReturn) bytes = bytes.subarray(0, -1);
      const afterLast = endOfLast(bytes);
      const block = afterLast === 0 ? null : take(bytes.subarray(0, afterLast));
      keep(bytes.subarray(afterLast));
      return block;
    },
    end: () => take(Buffer.alloc(0)),
  };
}

interface OpenBlock extends LineBlock {
  readonly starts: number[];
  readonly ends: number[];
  readonly numbers: number[];
}

function indexOf(bytes: Buffer, byte: number, from: number): number {
  const found = bytes.indexOf(byte, from);
  return found < 0 ? bytes.length : found;
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

function startsWithMark(bytes: Buffer, at: number): boolean {
  return bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf;
}

/** Whether a line is empty, or begins with white space that goes on to its end. */
function isBlank(bytes: Buffer, start: number, end: number): boolean {
  if (start >= end) return true;
  return bytes[start]! <= space && bytes.toString('utf8', start, end).trim() === '';
}
