import { formatTime } from '@sidecar/events';
import { eventsOf, facetNames } from '@sidecar/features';
import { type KvRecord, safeKey } from '@sidecar/kvstore-writer';
import { type BehaviorModel, historyBaseline, usualHours, usualHoursText } from '@sidecar/scoring';
import { circularHour } from './circular-hour.ts';
import { typicalValues } from './typical-values.ts';

const SOURCE = facetNames.indexOf('source');
const DESTINATION = facetNames.indexOf('destination');

/**
 * What is usual for each account of a model, one record each: `auth_user_profiles`.
 *
 * Hours, sources and destinations are those of successful events, as anybody can fail with anybody's name; an account that never
 * succeeded has those of its failures. `hour_counts` are events per local hour of the week, from Monday 00:00.
 */
export function userProfiles(model: BehaviorModel): KvRecord[] {
  const { accounts } = historyBaseline(model.history, model.settings.timeZone);
  return [...accounts].map(([user, counts]) => {
    const { clusters, succeeded, failed, firstTime, lastTime } = counts;
    const [dominant, events] = [...clusters].sort(([, a], [, b]) => b - a)[0]!;
    const { hours, facets } = succeeded.events > 0 ? succeeded : failed;
    const { mean, deviation } = circularHour(hours);
    const span = usualHours(hours);
    const sources = typicalValues(facets[SOURCE]!);
    const destinations = typicalValues(facets[DESTINATION]!);
    return {
      _key: safeKey(`user_${user}`),
      user,
      dominant_cluster: Number(dominant),
      confidence: events / eventsOf(counts),
      mean_hour: mean,
      std_hour: deviation,
      event_count: eventsOf(counts),
      first_seen: formatTime(firstTime),
      last_seen: formatTime(lastTime),
      usual_hours: span === null ? '' : usualHoursText(span),
      hour_counts: [...hours],
      typical_sources: sources.values,
      typical_source_shares: sources.shares,
      typical_destinations: destinations.values,
      typical_destination_shares: destinations.shares,
    };
  });
}
