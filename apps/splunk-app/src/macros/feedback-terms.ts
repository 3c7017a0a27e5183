import { splunkCollections } from '@sidecar/pipeline/collections';

/** What an analyst can say of an event. */
export const VERDICTS = ['attack', 'benign', 'unsure', 'revoked'] as const;

/** How far it reaches. */
export const SCOPES = ['event', 'account', 'source', 'account_source', 'account_destination'] as const;

/** Fields of a record of `auth_feedback`, in order. */
export const feedbackFields: readonly string[] = Object.keys(
  splunkCollections.find(({ name }) => name === 'auth_feedback')!.fields,
);
