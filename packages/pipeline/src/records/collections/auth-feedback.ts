import { type Collection, defineCollection } from './collection.ts';

/**
 * What analysts said, one record for each time they said it. Of one event and scope the latest record holds, until it expires; the verdict
 * `revoked` takes it back.
 */
export const authFeedback: Collection<'upsert'> = defineCollection({
  name: 'auth_feedback',
  description:
    "Analysts' verdicts on scored events, one record each time; the latest of an event and scope holds",
  mode: 'upsert',
  key: '`feedback_id`, so that the same word of the same analyst on the same day is one record',
  fields: {
    feedback_id: ['string', '32 hexadecimal digits of a hash of what was said, by whom and on which day'],
    version: ['number', 'Of the shape of this record: 1'],
    created_at: ['string', 'When it was said, ISO 8601 in UTC'],
    author: ['string', 'Who said it'],
    verdict: ['string', '`attack`, `benign`, `unsure`, or `revoked`: what was said before no longer holds'],
    scope: [
      'string',
      'How far it reaches: `event`, `account`, `source`, `account_source` or `account_destination`, of the event',
    ],
    sensitivity: [
      'number',
      'Steps by which events of the scope are to be judged more strictly, -2 to 2; 0 leaves that as it is',
    ],
    event_key: ['string', '`record_key` of the event, the same in every run'],
    event_time: ['string', 'When the event happened, ISO 8601 in UTC'],
    event_score: ['number', 'Its score when the verdict was given, 0 to 100'],
    user: ['string', 'Its account'],
    src: ['string', 'Its source'],
    dest: ['string', 'Its destination'],
    signature_id: ['number', 'Its signature'],
    reason: ['string', 'Why, in the words of the analyst, 3 to 500 characters'],
    ticket: ['string', 'Where the case is dealt with; empty if nowhere'],
    expires_at: ['string', 'From when on it no longer holds, ISO 8601 in UTC; empty for never'],
  },
  accelerated: ['event_key', 'user', 'created_at'],
});
