import {
  type AccountCounts,
  createWeekClock,
  facetNames,
  rateNames,
  type WeekClock,
} from '@sidecar/features';
import type { Scored } from '../scored.ts';
import type { Scorer } from '../scorer.ts';
import { describeContext } from './describe-context.ts';
import { describeRate } from './describe-rate.ts';
import type { Topic } from './topic.ts';
import { usualHours, usualHoursText } from './usual-hours.ts';

/** What is usual for the account and what this event did, in words. */
export interface Description {
  readonly typical: string;
  readonly actual: string;
}

const SHOWN_VALUES = 2;
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Describes topics of one scorer's events. */
export function createDescriber({ model }: Scorer): (topic: Topic, scored: Scored) => Description {
  const clock = createWeekClock(model.settings.timeZone);
  return (topic, { observation, cluster, history, recent }) => {
    if ('context' in topic) return describeContext(topic, recent.context);
    const counts = history.countsOf(observation.user);
    if (topic.code === 'stranger') return describeStranger(counts);
    if ('facet' in topic) return describeFacet(topic.facet, observation.facets[topic.facet] ?? null, counts);
    if ('rate' in topic) {
      return describeRate(rateNames[topic.rate]!, observation.rates[topic.rate]!, counts?.rates[topic.rate]);
    }
    if (topic.code === 'hour') return describeHour(observation.time, observation.slot, clock, counts);
    return describeCluster(cluster, counts);
  };
}

function describeFacet(facet: number, value: string | null, counts: AccountCounts | undefined): Description {
  const succeeded = counts?.succeeded.facets[facet] ?? new Map<string, number>();
  const failed = counts?.failed.facets[facet] ?? new Map<string, number>();
  // Only successes make something usual, but for the signature, which is about failures too.
  const usual = facetNames[facet] === 'signature' ? merged(succeeded, failed) : succeeded;
  return {
    typical: shares(usual),
    actual: `${value ?? 'none'} (${timesBefore(value ?? '', usual, failed)})`,
  };
}

function timesBefore(
  value: string,
  usual: ReadonlyMap<string, number>,
  failed: ReadonlyMap<string, number>,
): string {
  const times = usual.get(value) ?? 0;
  if (times > 0) return `${times.toLocaleString('en')} of ${sum(usual).toLocaleString('en')} events`;
  return failed.has(value) ? 'never before with success' : 'never before';
}

function describeHour(
  time: number,
  slot: number,
  clock: WeekClock,
  counts: AccountCounts | undefined,
): Description {
  const minute = Math.floor(clock.minuteOfDay(time));
  const clockText = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const usual = counts === undefined ? null : usualHours(counts.succeeded.hours);
  return {
    typical: usual === null ? 'no history' : usualHoursText(usual),
    actual: `${weekdays[Math.floor(slot / 24)]} ${clockText}`,
  };
}

function describeStranger(counts: AccountCounts | undefined): Description {
  const failures = counts?.failed.events ?? 0;
  const before =
    failures === 0
      ? ''
      : ` (${failures.toLocaleString('en')} ${failures === 1 ? 'failure' : 'failures'} before)`;
  return { typical: 'failures of accounts that succeed as well', actual: `never succeeded${before}` };
}

function describeCluster(cluster: number, counts: AccountCounts | undefined): Description {
  const clusters = new Map(
    [...(counts?.clusters ?? [])].map(([number, events]) => [`cluster ${number}`, events]),
  );
  const own = clusters.get(`cluster ${cluster}`) ?? 0;
  const total = sum(clusters);
  return {
    typical: shares(clusters),
    actual: `cluster ${cluster}${total === 0 ? '' : ` (${percent(own / total)})`}`,
  };
}

/** The commonest values with their shares; of equally common ones, those that are first in the alphabet. */
function shares(tally: ReadonlyMap<string, number>): string {
  if (tally.size === 0) return 'no history';
  const total = sum(tally);
  const common = [...tally].sort(([v, a], [w, b]) => b - a || (v < w ? -1 : 1)).slice(0, SHOWN_VALUES);
  return common.map(([value, count]) => `${value} (${percent(count / total)})`).join(', ');
}

function merged(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): Map<string, number> {
  const result = new Map(a);
  for (const [value, count] of b) result.set(value, (result.get(value) ?? 0) + count);
  return result;
}

function sum(tally: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const count of tally.values()) total += count;
  return total;
}

function percent(share: number): string {
  return share > 0 && share < 0.01 ? 'under 1 %' : `${Math.round(100 * share)} %`;
}
