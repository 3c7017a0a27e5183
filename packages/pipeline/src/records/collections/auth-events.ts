import { type Collection, defineCollection } from './collection.ts';
import { scoredEventFields } from './scored-event-fields.ts';

export const authEvents: Collection = defineCollection({
  name: 'auth_events',
  description: 'Every scored event',
  mode: 'replace',
  key: 'Mark of the run, `-`, and a hash of the event',
  fields: scoredEventFields,
  accelerated: ['user', 'TimeCreated', 'score', 'run_id'],
});
