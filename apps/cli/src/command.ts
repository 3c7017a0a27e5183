import type { Command } from 'commander';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import type { Reporter } from './report/reporter.ts';

/** What a command works with besides its options. */
export interface Context {
  readonly io: Io;
  /** What stands on the command line besides options. */
  readonly operands: readonly string[];
  /** Aborts on Ctrl-C, SIGTERM and when nobody reads the output any more: stop, clean up, return. */
  readonly signal: AbortSignal;
  readonly reporter: Reporter;
  /** Names this run in logs and records. */
  readonly runId: string;
}

/** What a command does; returns its exit code once everything is written and closed. */
export type Action<Options> = (options: Options, context: Context) => Promise<ExitCode>;

/** Turns an action into commander's form. */
export type Bind = <Options>(
  action: Action<Options>,
) => (options: Options, command: Command) => Promise<void>;

/** Adds a command's options, help and action. Loaded only when the command is used, so that `--help` stays quick. */
export type Define = (command: Command, bind: Bind) => void;
