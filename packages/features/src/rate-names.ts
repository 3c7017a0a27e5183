/** What is counted in sliding windows of event time, in the order of `Observation.rates`. */
export const rateNames = [
  'user_failures_1h',
  'source_failures_1h',
  'source_users_failed_1h',
  'source_users_failed_24h',
  'network_users_failed_24h',
  'destination_users_failed_1h',
  'source_users_1h',
  'user_destinations_1h',
  'user_sources_1h',
  'user_tickets_1h',
  'user_silence',
] as const;

export type RateName = (typeof rateNames)[number];

/** Bin 0 is nothing, then one bin per doubling: bin `b` holds counts in [2^(b-1), 2^b). The last bin is open. */
export const RATE_BINS = 16;

/** The bin of a count. */
export function rateBin(count: number): number {
  return count <= 0 ? 0 : Math.min(RATE_BINS - 1, 32 - Math.clz32(count));
}
