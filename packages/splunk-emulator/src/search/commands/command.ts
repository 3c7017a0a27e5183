import type { Batches } from '../search-engine.ts';

/** One stage of a pipeline after it was parsed. */
export interface Command {
  /** Names or patterns of the fields it works on, which extraction must supply. */
  readonly needs: readonly string[];
  /** True when its rows are no longer events. */
  readonly transforming: boolean;
  /** Columns it fixes, in order. */
  readonly columns?: readonly string[];
  readonly run: (rows: Batches) => Batches;
}

/** Makes a command of its argument text. @throws SearchError if the argument is not understood. */
export type CommandParser = (argument: string) => Command;

/** Splits a list of field names at commas and spaces; quotes hold a name together. */
export function splitNames(text: string): readonly string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|[^\s,]+/g)].map(([whole, quoted]) => quoted ?? whole);
}
