import { type Collection, defineCollection } from './collection.ts';

/** Every verdict in the order in which it was noticed, each record tied to the one before by its hash. */
export const authFeedbackAudit: Collection<'append'> = defineCollection({
  name: 'auth_feedback_audit',
  description:
    'The trail of verdicts, only ever added to: a record that is changed or removed breaks the chain of hashes',
  mode: 'append',
  key: '`number`',
  fields: {
    number: ['number', 'Place in the trail, from 1 without gaps'],
    audited_at: ['string', 'When it was added to the trail, ISO 8601 in UTC'],
    feedback_id: ['string', 'Which record of `auth_feedback` it is'],
    record: ['string', 'That record as JSON, its fields in the order of `auth_feedback`'],
    previous_hash: ['string', '`hash` of the record before, `0` for the first'],
    hash: ['string', 'SHA-256, hexadecimal, of `previous_hash` followed by `record`'],
  },
  accelerated: ['feedback_id', 'number'],
});
