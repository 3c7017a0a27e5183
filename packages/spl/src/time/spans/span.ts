/** How values are cut into bins. */
export type Span =
  /** Bins of the same length, `units / perSecond` seconds each, so that parts of a second stay exact. */
  | { readonly kind: 'time'; readonly units: number; readonly perSecond: number }
  /** Whole days, aligned to midnight, and to `weekday` if it is given, 0 for Sunday. */
  | { readonly kind: 'days'; readonly days: number; readonly weekday?: number }
  /** Calendar months. */
  | { readonly kind: 'months'; readonly months: number }
  /** Bounds at `coefficient * base ** n`. */
  | { readonly kind: 'log'; readonly coefficient: number; readonly base: number }
  /** Numbers without a unit: seconds, if it is time that is cut. */
  | { readonly kind: 'number'; readonly size: number };

/** A span that time can be cut by. */
export type TimeSpan = Exclude<Span, { readonly kind: 'log' | 'number' }>;
