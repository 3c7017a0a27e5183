import { parseSpan } from './parse-span.ts';
import type { TimeSpan } from './span.ts';
import { bucketStart, nextBucket, secondsOf } from './time-buckets.ts';

/** What Splunk chooses from; a month stands for its thirty days. */
const choices = ['1s', '5s', '10s', '30s', '1m', '5m', '10m', '30m', '1h', '1d', '1mon'].map(
  (text) => parseSpan(text) as TimeSpan,
);

export interface AutomaticSpanOptions {
  /** Most bins. @default 100 */
  readonly bins?: number;
  /** Least length of a bin, seconds. @default 0 */
  readonly least?: number;
}

/**
 * The shortest of Splunk's usual spans that cuts a window into no more than so many bins; a month if none does.
 *
 * @param earliest - Epoch seconds, as `latest`, which is not part of the window.
 * @see "Default time spans" and "Spans used when minspan is specified" in Splunk's timechart
 * @example
 * automaticSpan(0, 900); // => ten seconds
 */
export function automaticSpan(
  earliest: number,
  latest: number,
  { bins = 100, least = 0 }: AutomaticSpanOptions = {},
): TimeSpan {
  const fits = (span: TimeSpan): boolean => {
    if (secondsOf(span) < least) return false;
    if ((latest - earliest) / secondsOf(span) > bins + 2) return false;
    let count = 0;
    for (let start = bucketStart(span, earliest); start < latest; start = nextBucket(span, start)) count++;
    // A window that begins within a bin has one more than its length asks for.
    return count - (bucketStart(span, earliest) < earliest ? 1 : 0) <= bins;
  };
  return choices.find(fits) ?? choices.at(-1)!;
}
