/** KV Store collection of the app: outliers that the saved search found, by the content of the event. */
export const APPLIED_OUTLIERS = 'sidecar_applied_outliers';

/** Its fields and their types, as collections.conf has them. */
export const appliedOutlierFields = {
  event_key: 'string',
  event_time: 'number',
  applied_at: 'number',
  model_version: 'string',
  user: 'string',
  src: 'string',
  dest: 'string',
  signature_id: 'string',
  action: 'string',
  process: 'string',
  cluster_id: 'number',
  raw_score: 'number',
  p_value: 'number',
  score: 'number',
  confidence: 'number',
  layers: 'string',
} as const;
