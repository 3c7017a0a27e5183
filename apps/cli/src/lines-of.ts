import { readLines } from '@sidecar/pipeline/io';
import type { Context } from './command.ts';

/** The lines of files one after the other, `-` for stdin; a line too long to be kept is empty. */
export async function* linesOf(
  inputs: readonly string[],
  { io, signal }: Pick<Context, 'io' | 'signal'>,
): AsyncGenerator<string> {
  for await (const batch of readLines(inputs, { stdin: io.stdin, signal })) {
    for (const { line } of batch) yield line ?? '';
  }
}
