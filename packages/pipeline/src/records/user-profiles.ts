import { formatTime } from '@sidecar/events';
import { baselineFromJson } from '@sidecar/features';
import { type KvRecord, safeKey } from '@sidecar/kvstore-writer';
import { type BehaviorModel, usualHours, usualHoursText } from '@sidecar/scoring';
import { circularHour } from './circular-hour.ts';

/** What is usual for each account of a model, one record each: `auth_user_profiles`. */
export function userProfiles(model: BehaviorModel): KvRecord[] {
  const clusters = new Map(model.clusters.accounts);
  return [...baselineFromJson(model.baseline).accounts].map(([user, counts]) => {
    const [dominant, events] = [...(clusters.get(user) ?? [])].sort(([, a], [, b]) => b - a)[0] ?? [0, 0];
    const { mean, deviation } = circularHour(counts.hours);
    const span = usualHours(counts.hours);
    return {
      _key: safeKey(`user_${user}`),
      user,
      dominant_cluster: dominant,
      confidence: events / counts.events,
      mean_hour: mean,
      std_hour: deviation,
      event_count: counts.events,
      first_seen: formatTime(counts.firstTime),
      last_seen: formatTime(counts.lastTime),
      usual_hours: span === null ? '' : usualHoursText(span),
    };
  });
}
