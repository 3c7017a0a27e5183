import { type AccountCounts, createWeekClock, RATE_BINS, rateNames, type RateName, type WeekClock } from '@sidecar/features';
import type { Scored, Scorer } from '../scorer.ts';
import type { Topic } from './topic.ts';
import { usualHours, usualHoursText } from './usual-hours.ts';

/** What is usual for the account and what this event did, in words. */
export interface Description {
  readonly typical: string;
  readonly actual: string;
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const rateUnits: Record<RateName, string> = {
  user_failures_1h: 'failures of the account in an hour',
  source_failures_1h: 'failures from the source in an hour',
  source_users_failed_1h: 'accounts failing from the source in an hour',
  source_users_failed_24h: 'accounts failing from the source in a day',
  user_destinations_1h: 'destinations of the account in an hour',
  user_sources_1h: 'sources of the account in an hour',
  user_tickets_1h: 'services asked tickets for in an hour',
  user_silence: 'hours of silence before',
};

/** Describes topics of one scorer's events. */
export function createDescriber({ baseline, model }: Scorer): (topic: Topic, scored: Scored) => Description {
  const clock = createWeekClock(baseline.timeZone);
  const clusters = new Map(model.clusters.accounts);
  return (topic, { observation, cluster }) => {
    const counts = baseline.accounts.get(observation.user);
    if ('facet' in topic) return describeFacet(observation.facets[topic.facet] ?? null, counts?.facets[topic.facet]);
    if ('rate' in topic) {
      return describeRate(rateNames[topic.rate]!, observation.rates[topic.rate]!, counts?.rates[topic.rate]);
    }
    if (topic.code === 'hour') return describeHour(observation.time, observation.slot, clock, counts);
    return describeCluster(cluster, clusters.get(observation.user) ?? []);
  };
}

function describeFacet(value: string | null, tally: ReadonlyMap<string, number> = new Map()): Description {
  const events = [...tally.values()].reduce((sum, count) => sum + count, 0);
  const common = [...tally].sort(([, a], [, b]) => b - a).slice(0, 2);
  const times = value === null ? 0 : (tally.get(value) ?? 0);
  const before = times === 0 ? 'never before' : `${times.toLocaleString('en')} of ${events.toLocaleString('en')} events`;
  return {
    typical: common.length === 0 ? 'no history' : common.map(([name, count]) => `${name} (${percent(count / events)})`).join(', '),
    actual: `${value ?? 'none'} (${before})`,
  };
}

function describeRate(name: RateName, bin: number, bins: Float64Array = new Float64Array(RATE_BINS)): Description {
  const highest = bins.findLastIndex((count) => count > 0);
  return {
    typical: highest < 0 ? 'no history' : `at most ${upperCount(highest)} ${rateUnits[name]}`,
    actual: `${countRange(bin)} ${rateUnits[name]}`,
  };
}

function describeHour(time: number, slot: number, clock: WeekClock, counts: AccountCounts | undefined): Description {
  const minute = Math.floor(clock.minuteOfDay(time));
  const clockText = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const usual = counts === undefined ? null : usualHours(counts.hours);
  return {
    typical: usual === null ? 'no history' : usualHoursText(usual),
    actual: `${weekdays[Math.floor(slot / 24)]} ${clockText}`,
  };
}

function describeCluster(cluster: number, events: readonly (readonly [number, number])[]): Description {
  const total = events.reduce((sum, [, count]) => sum + count, 0);
  const [most, mostEvents] = [...events].sort(([, a], [, b]) => b - a)[0] ?? [-1, 0];
  const own = events.find(([number]) => number === cluster)?.[1] ?? 0;
  return {
    typical: total === 0 ? 'no history' : `cluster ${most} (${percent(mostEvents / total)})`,
    actual: total === 0 ? `cluster ${cluster}` : `cluster ${cluster} (${percent(own / total)})`,
  };
}

function countRange(bin: number): string {
  if (bin <= 1) return String(bin);
  return bin === RATE_BINS - 1 ? `${2 ** (bin - 1)} or more` : `${2 ** (bin - 1)} to ${2 ** bin - 1}`;
}

function upperCount(bin: number): number {
  return bin === 0 ? 0 : 2 ** bin - 1;
}

function percent(share: number): string {
  return share > 0 && share < 0.01 ? 'under 1 %' : `${Math.round(100 * share)} %`;
}
