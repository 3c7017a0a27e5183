/** KV Store field types, as collections.conf spells them. */
export type FieldType = 'string' | 'number' | 'bool' | 'time' | 'array';

/** One KV Store collection: the single definition that the writer checks records against and creates it from. */
export interface Collection {
  readonly name: string;
  readonly description: string;
  /** Whether a run replaces what earlier runs wrote, or adds to it. */
  readonly mode: 'replace' | 'append';
  readonly fields: Readonly<Record<string, FieldType>>;
  /** Fields that dashboards search by. */
  readonly accelerated: readonly string[];
}

const provenance = { run_id: 'string', model_version: 'string' } as const;

/** Where runs replace each other, `_key` begins with the mark of the run, and this is the record's own key. */
const replaced = { record_key: 'string', ...provenance } as const;

const eventFields = {
  TimeCreated: 'string',
  user: 'string',
  src: 'string',
  dest: 'string',
  src_user: 'string',
  signature_id: 'number',
  signature: 'string',
  action: 'string',
  process: 'string',
  cluster_id: 'number',
  outlier_score: 'number',
  cluster_rarity: 'number',
  signature_rarity: 'number',
  user_hour_score: 'number',
  final_anomaly_score: 'number',
  score: 'number',
  p_value: 'number',
  one_in: 'number',
  confidence: 'number',
  behavior_outlier: 'number',
  behavior_outlier_user: 'number',
  behavior_outlier_cluster: 'number',
  behavior_outlier_global: 'number',
  outlier_decision_source: 'string',
  reasons: 'array',
  sentence: 'string',
  counterfactual: 'string',
  mitre_technique: 'string',
  ...replaced,
} as const;

export type CollectionName =
  | 'auth_events'
  | 'auth_outlier_events'
  | 'auth_user_profiles'
  | 'auth_cluster_profiles'
  | 'auth_user_thresholds'
  | 'auth_incidents'
  | 'auth_model_runs';

/** The collections of the original under their own names, with more fields beside the original's. */
export const collections: Readonly<Record<CollectionName, Collection>> = {
  auth_events: {
    name: 'auth_events',
    description: 'Every scored event',
    mode: 'replace',
    fields: eventFields,
    accelerated: ['user', 'TimeCreated', 'score', 'run_id'],
  },
  auth_outlier_events: {
    name: 'auth_outlier_events',
    description: 'The events that were decided to be outliers',
    mode: 'replace',
    fields: eventFields,
    accelerated: ['user', 'TimeCreated', 'score', 'run_id'],
  },
  auth_user_profiles: {
    name: 'auth_user_profiles',
    description: 'What is usual for each account',
    mode: 'replace',
    fields: {
      user: 'string',
      dominant_cluster: 'number',
      confidence: 'number',
      mean_hour: 'number',
      std_hour: 'number',
      event_count: 'number',
      first_seen: 'string',
      last_seen: 'string',
      usual_hours: 'string',
      hour_counts: 'array',
      typical_sources: 'array',
      typical_source_shares: 'array',
      typical_destinations: 'array',
      typical_destination_shares: 'array',
      ...replaced,
    },
    accelerated: ['user', 'run_id'],
  },
  auth_cluster_profiles: {
    name: 'auth_cluster_profiles',
    description: 'What the events of each cluster have in common',
    mode: 'replace',
    fields: {
      cluster_id: 'number',
      event_count: 'number',
      user_count: 'number',
      private_ip_rate: 'number',
      success_rate: 'number',
      signature_distribution: 'string',
      hour_bin_mean: 'number',
      dow_mean: 'number',
      label: 'string',
      ...replaced,
    },
    accelerated: ['cluster_id', 'run_id'],
  },
  auth_user_thresholds: {
    name: 'auth_user_thresholds',
    description: 'The threshold of each account, one record a day: a history that runs add to',
    mode: 'append',
    fields: {
      date: 'string',
      threshold_global: 'number',
      global_event_count: 'number',
      outlier_decision_source: 'string',
      user: 'string',
      threshold_user_norm: 'number',
      percentile: 'number',
      generated_at: 'string',
      ...provenance,
    },
    accelerated: ['user', 'date', 'run_id'],
  },
  auth_incidents: {
    name: 'auth_incidents',
    description: 'Outliers that belong together, with their risk',
    mode: 'replace',
    fields: {
      kind: 'string',
      entity: 'string',
      title: 'string',
      sentence: 'string',
      start: 'string',
      end: 'string',
      duration_seconds: 'number',
      risk: 'number',
      risk_raw: 'number',
      max_score: 'number',
      min_p_value: 'number',
      alert_count: 'number',
      failed_count: 'number',
      account_count: 'number',
      source_count: 'number',
      destination_count: 'number',
      accounts: 'array',
      sources: 'array',
      destinations: 'array',
      signatures: 'array',
      techniques: 'array',
      reasons: 'array',
      event_keys: 'array',
      ...replaced,
    },
    accelerated: ['entity', 'start', 'risk', 'run_id'],
  },
  auth_model_runs: {
    name: 'auth_model_runs',
    description: 'What each run read, decided and wrote, one record a run: a history that runs add to',
    mode: 'append',
    fields: {
      status: 'string',
      started_at: 'string',
      finished_at: 'string',
      duration_seconds: 'number',
      preset: 'string',
      is_trained: 'number',
      model_reason: 'string',
      trained_at: 'string',
      trained_on: 'number',
      accounts: 'number',
      window_start: 'string',
      window_end: 'string',
      events_read: 'number',
      events_scored: 'number',
      rejected: 'number',
      rejected_share: 'number',
      rejected_reasons: 'array',
      outlier_mode: 'string',
      outlier_count: 'number',
      incident_count: 'number',
      promised_alerts_per_day: 'number',
      realised_alerts_per_day: 'number',
      budget_low: 'number',
      budget_high: 'number',
      k: 'number',
      k_curve: 'string',
      is_drifted: 'number',
      drift_findings: 'string',
      written: 'number',
      failed: 'number',
      problems: 'array',
      stage_seconds: 'string',
      ...provenance,
    },
    accelerated: ['started_at', 'run_id'],
  },
};
