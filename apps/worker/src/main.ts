import { CommanderError } from 'commander';
import { createProgram } from './cli/create-program.ts';
import { describeError } from './cli/describe-error.ts';
import { EXIT } from './cli/exit-code.ts';
import type { Io } from './cli/io.ts';
import { requestRetryOf } from './cli/request-retry-of.ts';
import { work } from './cli/work.ts';

/**
 * Runs the command line of the worker.
 *
 * @param args - What follows the command's name, such as `['--config', 'sidecar.yaml']`.
 * @returns The exit code: 0 done or stopped, 1 failed, 2 usage or configuration; with `--once` also 3 nothing to do, 4 partial.
 */
export async function main(args: readonly string[], io: Io = process): Promise<number> {
  let exitCode: number = EXIT.done;
  const program = createProgram(io, {
    work: async (options) => {
      exitCode = await work(options, io);
    },
    retry: async (options) => {
      exitCode = await requestRetryOf(options, io);
    },
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const failure = describeError(error, io.env);
    io.stderr.write(`sidecar-worker: ${failure.message}\n`);
    return failure.exitCode;
  }
  return exitCode;
}
