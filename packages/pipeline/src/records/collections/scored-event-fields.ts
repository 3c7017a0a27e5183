import type { FieldDefinitions } from './collection.ts';
import { replacedFields } from './shared-fields.ts';

/** An event and what scoring says of it. */
export const scoredEventFields: FieldDefinitions = {
  TimeCreated: ['string', 'When it happened, ISO 8601 in UTC'],
  user: ['string', 'Account that the event is about'],
  src: ['string', 'Address or name that it came from'],
  dest: ['string', 'Host that it was for'],
  src_user: ['string', 'Account that asked for it, where that is another one'],
  signature_id: ['number', 'Windows event id, such as 4624'],
  signature: ['string', 'The event id in words'],
  action: ['string', '`success` or `failure`'],
  process: ['string', 'Path of the program'],
  cluster_id: ['number', 'Cluster that the event is nearest to, a whole number from 0'],
  outlier_score: ['number', 'How unusual its distance to the cluster is, 0 to 1'],
  cluster_rarity: ['number', 'How unusual the cluster is for the account, 0 to 1'],
  signature_rarity: ['number', 'How unusual the signature is for the cluster, 0 to 1'],
  user_hour_score: ['number', 'How unusual the hour is for the account, 0 to 1'],
  final_anomaly_score: ['number', 'All layers together, `score / 100`, 0 to 1'],
  score: ['number', 'Share of quiet events that score lower, in percent, 0 to 100'],
  p_value: ['number', 'Share of quiet events that score as high, `1 - score / 100`, above 0, to 1'],
  one_in: ['number', 'About one in so many quiet events scores as high, from 1'],
  confidence: ['number', 'How well the account is known, 0 to below 1'],
  behavior_outlier: ['number', '1 if it was decided to be an outlier, else 0'],
  behavior_outlier_user: ['number', '1 if it is above the threshold of its account, else 0'],
  behavior_outlier_cluster: ['number', '1 if it is above the threshold of its cluster, else 0'],
  behavior_outlier_global: ['number', '1 if it is above the threshold of all events, else 0'],
  outlier_decision_source: [
    'string',
    'What decided: `user`, `cluster`, `global`, `combined_and`, `combined_or`, `combined_none`, `budget` or `fdr`',
  ],
  reasons: [
    'array',
    'Causes of the score, the strongest first: objects of `code`, `contribution` (points of the score), `typical`, `actual`, `baseline_events`, `baseline_days`; empty for common events',
  ],
  sentence: ['string', 'The causes in a sentence; empty for common events'],
  counterfactual: ['string', 'What would have made it common; empty for common events'],
  mitre_technique: ['string', 'ATT&CK technique, such as T1110'],
  ...replacedFields,
};
