import { formatTime, type AuthEvent } from '@sidecar/events';
import { indicesBy } from './count-by.ts';
import type { ClassicScored } from './score-classic-batch.ts';

/** A record of the collection `auth_user_thresholds`. */
export interface ClassicUserThresholdRecord {
  readonly _key: string;
  /** UTC, `2026-11-22`. */
  readonly date: string;
  readonly threshold_global: number;
  readonly global_event_count: number;
  readonly outlier_decision_source: ClassicScored['outlier_decision_source'];
  readonly user: string;
  readonly threshold_user_norm: number;
  readonly percentile: number;
  /** UTC, six fractional digits. */
  readonly generated_at: string;
}

/**
 * One record per user of the batch, in the order of first events.
 *
 * @param scored - Line-aligned with `events`.
 * @param outlierPercentile - The one `scored` was made with.
 * @param generatedAt - Milliseconds since 1970.
 */
export function classicUserThresholdRecords(
  events: readonly AuthEvent[],
  scored: readonly ClassicScored[],
  { outlierPercentile, generatedAt }: { readonly outlierPercentile: number; readonly generatedAt: number },
): ClassicUserThresholdRecord[] {
  const generated = formatTime(generatedAt);
  const date = generated.slice(0, 10);
  return Array.from(
    indicesBy(events, (event) => event.user),
    ([user, [first]]) => ({
      _key: `${date}_${user}`,
      date,
      threshold_global: scored[first!]!.global_threshold,
      global_event_count: events.length,
      outlier_decision_source: scored[first!]!.outlier_decision_source,
      user,
      threshold_user_norm: scored[first!]!.per_user_threshold_norm,
      percentile: outlierPercentile,
      generated_at: generated,
    }),
  );
}
