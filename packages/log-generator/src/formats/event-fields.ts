import { type SeedEvent } from '../seed-event.ts';

/** A value that differs from event to event. */
export interface Slot {
  readonly of: (event: SeedEvent) => string;
  /** Made of letters, digits and `-.:` only, so that no format needs to escape it. */
  readonly plain: boolean;
  /** Text around it that is always the same, just as plain. */
  readonly before: string;
  readonly after: string;
}

/** Names and values, in order; a value that is text holds for all events in which the same happened. */
export type Fields = readonly (readonly [name: string, value: string | Slot])[];
