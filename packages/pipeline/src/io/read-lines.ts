import { createLineSplitter } from './create-line-splitter.ts';
import type { Line } from './line.ts';
import { readChunks, type ReadChunksOptions } from './read-chunks.ts';

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
  { maxLineBytes = 8 * 1024 * 1024, ...options }: ReadLinesOptions = {},
): AsyncGenerator<Line[], void, undefined> {
  const fromStdin = inputs.filter((input) => input === '-').length;
  if (fromStdin > 1) throw new RangeError(`inputs names - ${fromStdin} times, expected once at most`);
  for (const file of inputs) {
    const splitter = createLineSplitter({ file, maxLineBytes });
    for await (const chunk of readChunks(file, options)) {
      const batch = splitter.push(chunk);
      if (batch.length > 0) yield batch;
    }
    const last = splitter.end();
    if (last.length > 0) yield last;
  }
}
