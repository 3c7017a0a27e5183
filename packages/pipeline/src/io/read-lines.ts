import type { LineBlock } from './line-block.ts';
import type { Line } from './line.ts';
import type { ReadChunksOptions } from './read-chunks.ts';
import { readLineBlocks } from './read-line-blocks.ts';

export interface ReadLinesOptions extends ReadChunksOptions {
  /** Longer lines come as `{ line: null, tooLong: true }` and are never held in memory. @default 8 MiB */
  readonly maxLineBytes?: number;
}

/**
 * The lines of NDJSON files one after the other, in batches of as many as one chunk of a file completes.
 *
 * Gzip is recognised by its content, `-` is standard input. Lines may end in LF, CR LF or CR, the last one in
 * nothing; a byte order mark is dropped; blank lines are left out but counted in `number`. Leaving the loop early
 * closes the file.
 *
 * @throws RangeError if standard input is named twice.
 * @throws IoError at the point where a file cannot be read further, a truncated gzip file among them; what was read
 *   before has been given out.
 * @example
 * for await (const batch of readLines(['events.ndjson.gz', '-'])) {
 *   for (const { line, number, file } of batch) console.log(file, number, line);
 * }
 */
export async function* readLines(
  inputs: readonly string[],
  options: ReadLinesOptions = {},
): AsyncGenerator<Line[], void, undefined> {
  for await (const block of readLineBlocks(inputs, options)) yield linesOf(block);
}

function linesOf({ file, bytes, starts, ends, numbers }: LineBlock): Line[] {
  return starts.map((start, i): Line => {
    const number = numbers[i]!;
    return start < 0
      ? { line: null, number, file, tooLong: true }
      : { line: bytes.toString('utf8', start, ends[i]), number, file };
  });
}
