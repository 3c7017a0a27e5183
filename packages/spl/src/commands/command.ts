import type { Environment, PreparedSearch } from '../environment.ts';
import type { Batches } from '../row.ts';

/** One stage of a pipeline after it was parsed. */
export interface Command {
  /** Names or patterns of the fields it works on, which extraction must supply. */
  readonly needs: readonly string[];
  /** True when its rows are no longer events. */
  readonly transforming: boolean;
  /** Columns it fixes, in order. */
  readonly columns?: readonly string[];
  /**
   * Whether fields that it does not need cannot matter after it, so that extraction may leave them out.
   * @default true for a transforming command that fixes its columns
   */
  readonly dropsOthers?: boolean;
  /** What becomes of columns that were fixed before it; undefined if it may add some. Without it they stay only if it filters. */
  readonly columnsAfter?: (columns: readonly string[]) => readonly string[] | undefined;
  /**
   * Whether nobody else holds the rows that it gives, so that the command after it may change them in place;
   * `passed` if that is so where it may change those that it gets.
   * @default false
   */
  readonly givesOwnRows?: boolean | 'passed';
  /**
   * Rows come in from the stage before; none for the first of a pipeline.
   *
   * @param mayChange - Whether these rows may be changed: the stage before gives rows of its own. Absent, they must be copied.
   */
  readonly run: (rows: Batches, mayChange?: boolean) => Batches;
}

/** What a command can know while it is parsed. */
export interface CommandContext {
  readonly environment: Environment;
  /** Whether nothing stands before it: generating commands must be first, all others must not. */
  readonly isFirst: boolean;
  /** Window of the whole search, epoch seconds; `-Infinity` and `Infinity` for open ends. */
  readonly earliest: number;
  readonly latest: number;
  /** Understands a subsearch, within the window unless it sets its own. @throws SplError */
  prepare(search: string): PreparedSearch;
}

/** Makes a command of its argument text. @throws SplError if the argument is not understood. */
export type CommandParser = (argument: string, context: CommandContext) => Command;
