import { type Collection, defineCollection } from './collection.ts';
import { provenanceFields } from './shared-fields.ts';

export const authUserThresholds: Collection = defineCollection({
  name: 'auth_user_thresholds',
  description: 'The threshold of each account, one record a day: a history that runs add to',
  mode: 'append',
  key: 'Date, `_` and the account',
  fields: {
    date: ['string', 'Day of the run in UTC, such as 2026-10-01'],
    threshold_global: ['number', 'Threshold of all events, as a `final_anomaly_score`, 0 to 1'],
    global_event_count: ['number', 'Events in training'],
    outlier_decision_source: ['string', 'Which thresholds decide, as in `auth_events`'],
    user: ['string', 'Account'],
    threshold_user_norm: ['number', 'Threshold of the account, as a `final_anomaly_score`, 0 to 1'],
    percentile: ['number', 'Share of quiet events below the threshold, above 0, below 1'],
    generated_at: ['string', 'When the run wrote it, ISO 8601 in UTC'],
    ...provenanceFields,
  },
  accelerated: ['user', 'date', 'run_id'],
});
