import { type Collection, defineCollection } from './collection.ts';
import { scoredEventFields } from './scored-event-fields.ts';

export const authOutlierEvents: Collection = defineCollection({
  name: 'auth_outlier_events',
  description: 'The events that were decided to be outliers',
  mode: 'replace',
  key: 'Mark of the run, `-`, and a hash of the event',
  fields: scoredEventFields,
  accelerated: ['user', 'TimeCreated', 'score', 'run_id'],
});
