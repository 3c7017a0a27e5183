import { type Collection, defineCollection } from './collection.ts';
import { replacedFields } from './shared-fields.ts';

export const authUserProfiles: Collection = defineCollection({
  name: 'auth_user_profiles',
  description: 'What is usual for each account',
  mode: 'replace',
  key: 'Mark of the run, `-`, and `user_` with the account',
  fields: {
    user: ['string', 'Account'],
    dominant_cluster: ['number', 'Cluster of most of its events, a whole number from 0'],
    confidence: ['number', 'Share of its events in that cluster, above 0, to 1'],
    mean_hour: ['number', 'Circular mean of the local hour of its logons, 0 to below 24'],
    std_hour: ['number', 'Circular deviation of that hour, in hours, 0 to 24'],
    event_count: ['number', 'Events in training, from 1'],
    first_seen: ['string', 'Its first event in training, ISO 8601 in UTC'],
    last_seen: ['string', 'Its last event in training, ISO 8601 in UTC'],
    usual_hours: ['string', 'Its usual local hours in words, such as `08-18`; empty if it has none'],
    hour_counts: [
      'array',
      'Successful events per local hour of the week, 168 numbers from Monday 00:00; failures if none ever succeeded',
    ],
    typical_sources: [
      'array',
      'Its most common sources, as with `hour_counts`, at most 10, the most common first',
    ],
    typical_source_shares: [
      'array',
      'Share from each of them of those that have a source, same order, above 0, to 1',
    ],
    typical_destinations: ['array', 'Its most common destinations, likewise'],
    typical_destination_shares: ['array', 'Share of each of them, likewise'],
    ...replacedFields,
  },
  accelerated: ['user', 'run_id'],
});
