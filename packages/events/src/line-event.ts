import type { EventKind } from './event-kind.ts';

/** What a line that is an event says, in three parts of which only the first is its own. */
export interface LineEvent {
  /** Milliseconds since 1970-01-01T00:00Z, the fraction kept to the microsecond. */
  readonly time: number;
  /** The rest of the event; equal ones are one object as long as the reader remembers them. */
  readonly kind: EventKind;
  /** Names of the fields that the line has, not those within them; of XML, `_raw` alone. */
  readonly names: readonly string[];
}
