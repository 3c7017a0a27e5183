import type { FieldValue, Row } from '../row.ts';

/**
 * What is known of values that come one by one. The state is made by `start` and changed in place; a state that
 * nothing was added to reads as undefined, which is null, or as 0 where things are counted.
 */
export interface Statistic<State = unknown> {
  start(): State;
  /** `position` rises with every row of a search, so that "first" keeps its meaning when states are merged. */
  add(state: State, value: string | number, row: Row, position: number): void;
  /** Adds to `state` all that was added to `other`. */
  merge(state: State, other: State): void;
  read(state: State): FieldValue | undefined;
  /** Whether a state stays small, however many values are added. @default false */
  readonly isSmall?: boolean;
}

/** A statistic of numbers alone: text that spells no number is passed over. */
export interface NumericStatistic<State> {
  start(): State;
  add(state: State, number: number): void;
  merge(state: State, other: State): void;
  read(state: State): number | undefined;
  readonly isSmall?: boolean;
}
