import { randomUUID } from 'node:crypto';
import { CommanderError, type Command } from 'commander';
import type { Action, Bind } from './command.ts';
import { createProgram } from './create-program.ts';
import { describeError } from './describe-error.ts';
import { EXIT } from './exit-code.ts';
import type { Io } from './io.ts';
import { createReporter, type LogFormat } from './report/create-reporter.ts';
import type { Reporter } from './report/reporter.ts';
import { watchInterruption } from './watch-interruption.ts';

/**
 * Runs the command line.
 *
 * @param args - What follows the command's name, such as `['train', '--input', 'events.ndjson']`.
 * @returns The exit code: 0 done, 1 failed, 2 usage or configuration, 3 nothing to do, 4 partial, 130 and 143 when a
 *   signal ended it.
 */
export async function main(args: readonly string[], io: Io = process): Promise<number> {
  const interruption = watchInterruption(io);
  let reporter: Reporter | undefined;
  let exitCode: number = EXIT.done;
  const bind: Bind =
    <Options>(action: Action<Options>) =>
    async (...given) => {
      const command = given.at(-1) as Command; // commander's order: operands, options, the command itself
      const { log, quiet, ...options } = command.opts<{ log?: LogFormat; quiet?: boolean }>();
      const runId = randomUUID();
      reporter = await createReporter({ io, runId, log, quiet });
      const context = { io, operands: command.args, signal: interruption.signal, reporter, runId };
      exitCode = await action(options as Options, context);
    };
  try {
    const program = await createProgram(args, io, bind);
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
    } else if (!interruption.signal.aborted && !isClosedPipe(error)) {
      const failure = describeError(error, io.env);
      exitCode = failure.exitCode;
      if (reporter) reporter.fail(failure.message);
      else io.stderr.write(`sidecar: ${failure.message}\n`);
    }
  } finally {
    reporter?.close();
    interruption.stop();
  }
  return interruption.exitCode() ?? exitCode;
}

/** Nobody reads stdout any more, as in `sidecar explain | head`: no failure. */
function isClosedPipe(error: unknown): boolean {
  const { code, path } = error as { code?: unknown; path?: unknown };
  return code === 'closed_pipe' && path === '-';
}
