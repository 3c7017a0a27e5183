import { type Collection, defineCollection } from './collection.ts';

/** What analysts said of an event or an account: the current word on each. */
export const authFeedback: Collection<'upsert'> = defineCollection({
  name: 'auth_feedback',
  description: "Analysts' verdicts that hold now",
  mode: 'upsert',
  key: 'What the verdict is about',
  fields: {
    recorded_at: ['string', 'When it was given, ISO 8601 in UTC'],
  },
  accelerated: [],
});
