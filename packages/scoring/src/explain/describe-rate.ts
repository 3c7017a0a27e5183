import { RATE_BINS, type RateName } from '@sidecar/features';
import type { Description } from './describe-topic.ts';

const units: Readonly<Record<RateName, readonly [one: string, many: string]>> = {
  user_failures_1h: ['failure of the account in an hour', 'failures of the account in an hour'],
  source_failures_1h: ['failure from the source in an hour', 'failures from the source in an hour'],
  source_users_failed_1h: [
    'account failing from the source in an hour',
    'accounts failing from the source in an hour',
  ],
  source_users_failed_24h: [
    'account failing from the source in a day',
    'accounts failing from the source in a day',
  ],
  network_users_failed_24h: [
    'account failing from the network in a day',
    'accounts failing from the network in a day',
  ],
  destination_users_failed_1h: [
    'account failing at the destination in an hour',
    'accounts failing at the destination in an hour',
  ],
  source_users_1h: ['account at the source in an hour', 'accounts at the source in an hour'],
  user_destinations_1h: ['destination of the account in an hour', 'destinations of the account in an hour'],
  user_sources_1h: ['source of the account in an hour', 'sources of the account in an hour'],
  user_tickets_1h: ['service asked a ticket for in an hour', 'services asked tickets for in an hour'],
  user_silence: ['day of silence', 'days of silence'],
};

/** Bins of hours that `user_silence` leaves out, as they lie below a week. */
const HOURS_BELOW_A_WEEK = 7;

/** @param bins - Events of the account per bin. */
export function describeRate(
  name: RateName,
  bin: number,
  bins: Float64Array = new Float64Array(RATE_BINS),
): Description {
  const highest = bins.findLastIndex((count) => count > 0);
  const [from, to] = rangeOf(name, bin);
  const actual = from === to ? String(from) : to === Infinity ? `${from} or more` : `${from} to ${to}`;
  return {
    typical: highest < 0 ? 'no history' : atMost(rangeOf(name, highest)),
    actual: `${actual} ${units[name][to === 1 ? 0 : 1]}`,
  };
}

/** What a rate counts: `failures of the account in an hour`. */
export function describedCount(name: RateName): string {
  return units[name][1];
}

function atMost([from, to]: Range): string {
  return to === Infinity ? `${from} or more` : `at most ${to}`;
}

type Range = readonly [from: number, to: number];

/** Least and greatest count of a bin; of `user_silence`, in days. */
function rangeOf(name: RateName, bin: number): Range {
  if (name !== 'user_silence') return countsOf(bin);
  if (bin === 0) return [0, 6];
  const [hours, lastHour] = countsOf(bin + HOURS_BELOW_A_WEEK);
  return [Math.max(7, Math.floor(hours / 24)), Math.floor(lastHour / 24)];
}

function countsOf(bin: number): Range {
  if (bin === 0) return [0, 0];
  return [2 ** (bin - 1), bin === RATE_BINS - 1 ? Infinity : 2 ** bin - 1];
}
