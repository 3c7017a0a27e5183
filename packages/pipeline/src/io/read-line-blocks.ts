import { createLineSplitter } from './create-line-splitter.ts';
import type { LineBlock } from './line-block.ts';
import { readChunks } from './read-chunks.ts';
import type { ReadLinesOptions } from './read-lines.ts';

/** The lines of files as {@link readLines} gives them, but not decoded. @throws What `readLines` throws. */
export async function* readLineBlocks(
  inputs: readonly string[],
  { maxLineBytes = 8 * 1024 * 1024, ...options }: ReadLinesOptions = {},
): AsyncGenerator<LineBlock, void, undefined> {
  const fromStdin = inputs.filter((input) => input === '-').length;
  if (fromStdin > 1) throw new RangeError(`inputs names - ${fromStdin} times, expected once at most`);
  for (const file of inputs) {
    const splitter = createLineSplitter({ file, maxLineBytes });
    for await (const chunk of readChunks(file, options)) {
      const block = splitter.push(chunk);
      if (block !== null) yield block;
    }
    const last = splitter.end();
    if (last !== null) yield last;
  }
}
