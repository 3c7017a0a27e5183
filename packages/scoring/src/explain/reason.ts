/** One cause of a score. */
export interface Reason {
  /** What was unusual: `hour`, a facet, a rate, `cluster`, or `other` for all that is too small to name. */
  readonly code: string;
  /** Points of the score that it accounts for; the contributions of all reasons add up to the score. */
  readonly contribution: number;
  /** What is usual for the account, in words. */
  readonly typical: string;
  /** What was seen. */
  readonly actual: string;
  /** How many events of the account the comparison rests on, and over how many days. */
  readonly baseline_events: number;
  readonly baseline_days: number;
}
