import type { EventBlock } from './event-block.ts';

/** Whoever looks at events of a store while others are still being added. */
export interface OrderFollower {
  /** The next events in the order of the store, as far as it can be told: no earlier one has come so far. The block is good until it returns. */
  follow(events: EventBlock): void;
  /** An earlier one came after all, or kinds were forgotten: the order is not what was shown. Nothing is shown any more. */
  lose(): void;
}
