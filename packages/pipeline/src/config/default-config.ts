import type { SidecarConfig } from './sidecar-config.ts';

/**
 * The configuration of an empty file: every default. The same as `parseConfig('').config` (a test compares them), without the
 * definition of the keys, which takes longer to load than a small file takes to score.
 *
 * @example
 * defaultConfig().modeling.random_state; // => 42
 */
export function defaultConfig(): SidecarConfig {
  return {
    general: { model_dir: './models', model_name: 'auth_kmeans_v1' },
    ingestion: {
      source: 'splunk',
      mode: 'raw',
      files: [],
      query: 'index = ml_sidecar sourcetype = ml:sidecar:json',
      earliest: '-90d',
      latest: 'now',
      windows: 'auto',
      window_rows: 20_000,
      parallel: 1,
      max_rejected_share: 0.05,
      summary: { index: 'sidecar_summary', on_gap: 'refuse', lag_hours: 3 },
      datamodel: { summaries_only: false },
      splunk: { insecure: false, app: 'search', owner: 'nobody', idle_timeout_seconds: 300 },
    },
    modeling: {
      preset: 'behavior',
      algorithm: 'kmeans',
      k_candidates: [6, 8, 10, 12, 14],
      random_state: 42,
      time_zone: 'UTC',
      window_days: 0,
      keep_events: true,
      holdout_share: 0.2,
      max_model_age_days: 30,
      drift_threshold: 0.05,
      on_drift: 'retrain',
      outlier_mode: 'combined',
      outlier_percentile: 0.99,
      combined_logic: 'and',
      thresholds: { enable_user: true, enable_cluster: true, enable_global: true },
      min_cluster_events: 30,
      alerts_per_day: 20,
      fdr_level: 0.1,
      export_outlier_events: true,
    },
    output: {
      writers: ['splunk_kvstore'],
      events: 'all',
      splunk_kvstore: {
        enabled: true,
        insecure: false,
        app: 'ml_sidecar_app',
        collection: 'auth_events',
        batch_size: 500,
        history_days: 400,
        history_records: 1_000_000,
        lease_seconds: 30,
        reader_grace_seconds: 5,
      },
      splunk_hec: {
        enabled: true,
        insecure: false,
        index: 'sidecar_results',
        records: ['outliers', 'incidents', 'risk'],
        batch_size: 1000,
        acknowledge: false,
        acknowledge_seconds: 120,
      },
      ndjson: { directory: './results' },
    },
    worker: {
      state_dir: './state',
      time_zone: 'UTC',
      jitter_seconds: 5,
      stop_seconds: 30,
      train: { enabled: true, cron: '0 3 * * 0', slice_hours: 24 },
      score: {
        enabled: true,
        cron: '2-59/5 * * * *',
        window_seconds: 300,
        lag_seconds: 60,
        begin_hours: 24,
        late_hours: 168,
        batch_windows: 12,
        attempts: 5,
        history_days: 30,
      },
      drift: { enabled: true, cron: '30 4 * * *', days: 7 },
      http: { enabled: true, host: '127.0.0.1', port: 9464 },
    },
    queue: {
      redis: { insecure: false },
      prefix: 'sidecar',
      exchange: 'redis',
      exchange_folder: './exchange',
      concurrency: 1,
      attempts: 5,
      backoff_seconds: 2,
      lock_seconds: 30,
      most_stalls: 10,
    },
    alerts: {
      min_risk: 50,
      quiet_minutes: 60,
      stdout: false,
      webhook: { urls: [], insecure: false, timeout_seconds: 10, attempts: 5 },
      hec: false,
      keep_hours: 72,
    },
  };
}
