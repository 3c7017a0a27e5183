import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { main } from '../src/index.ts';
import type { Output } from '../src/io.ts';

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in this process with streams of its own; `columns` makes stdout a terminal of that width. */
export async function runCli(
  args: readonly string[],
  {
    env = {},
    stdin = '',
    columns,
  }: { readonly env?: Record<string, string>; readonly stdin?: string; readonly columns?: number } = {},
): Promise<CliResult> {
  const stdout: Output =
    columns === undefined ? new PassThrough() : Object.assign(new PassThrough(), { isTTY: true, columns });
  const stderr: Output = new PassThrough();
  const texts = Promise.all([text(stdout as PassThrough), text(stderr as PassThrough)]);
  const code = await main(args, { stdin: Readable.from([stdin]), stdout, stderr, env });
  stdout.end();
  stderr.end();
  const [out, err] = await texts;
  return { code, stdout: out, stderr: err };
}
