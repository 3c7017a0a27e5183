import { formatTime } from '@sidecar/events';
import { eventsOf } from '@sidecar/features';
import { type KvRecord, safeKey } from '@sidecar/kvstore-writer';
import { type BehaviorModel, historyBaseline, usualHours, usualHoursText } from '@sidecar/scoring';
import { circularHour } from './circular-hour.ts';

/** What is usual for each account of a model, one record each: `auth_user_profiles`. */
export function userProfiles(model: BehaviorModel): KvRecord[] {
  const { accounts } = historyBaseline(model.history, model.settings.timeZone);
  return [...accounts].map(([user, counts]) => {
    const { clusters, succeeded, failed, firstTime, lastTime } = counts;
    const [dominant, events] = [...clusters].sort(([, a], [, b]) => b - a)[0]!;
    const hours = succeeded.events > 0 ? succeeded.hours : failed.hours;
    const { mean, deviation } = circularHour(hours);
    const span = usualHours(hours);
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
    };
  });
}
