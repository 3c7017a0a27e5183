import { type Collection, defineCollection } from './collection.ts';

/** Every change of a verdict, never changed itself. */
export const authFeedbackAudit: Collection<'append'> = defineCollection({
  name: 'auth_feedback_audit',
  description: "Every change of the analysts' verdicts, only ever added to",
  mode: 'append',
  key: 'Given by KV Store',
  fields: {
    recorded_at: ['string', 'When it was given, ISO 8601 in UTC'],
  },
  accelerated: [],
});
