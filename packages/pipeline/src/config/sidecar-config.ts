import type { Secret } from './secret.ts';
import type { AlertsConfig, QueueConfig, WorkerConfig } from './worker-config.ts';

/** A checked configuration with every default filled in. Keys are spelled as in the file; docs/configuration.md explains them. */
export interface SidecarConfig {
  readonly general: { readonly model_dir: string; readonly model_name: string };
  readonly ingestion: IngestionConfig;
  readonly modeling: ModelingConfig;
  readonly output: OutputConfig;
  readonly worker: WorkerConfig;
  readonly queue: QueueConfig;
  readonly alerts: AlertsConfig;
}

/** How a Splunk server is reached. Secrets that the file names by `<key>_file` are under `<key>`. */
export interface SplunkConnection {
  readonly base_url?: string | undefined;
  readonly auth_token?: Secret | undefined;
  readonly username?: string | undefined;
  readonly password?: Secret | undefined;
  readonly ca_file?: string | undefined;
  readonly insecure: boolean;
}

export interface IngestionConfig {
  readonly source: 'splunk' | 'files';
  readonly mode: 'raw' | 'summary' | 'datamodel';
  readonly files: readonly string[];
  readonly query: string;
  readonly earliest: string;
  readonly latest: string;
  readonly index_earliest?: string | undefined;
  readonly index_latest?: string | undefined;
  readonly windows: 'auto' | 'always' | 'never';
  readonly window_rows: number;
  readonly parallel: number;
  readonly max_rejected_share: number;
  readonly summary: {
    readonly index: string;
    readonly on_gap: 'refuse' | 'warn';
    readonly lag_hours: number;
  };
  readonly datamodel: { readonly summaries_only: boolean };
  readonly splunk: SplunkConnection & {
    readonly app: string;
    readonly owner: string;
    readonly idle_timeout_seconds: number;
  };
}

export interface ModelingConfig {
  readonly preset: 'behavior' | 'classic';
  readonly algorithm: 'kmeans';
  readonly k_candidates: readonly number[];
  readonly random_state: number;
  readonly time_zone: string;
  readonly window_days: number;
  readonly keep_events: boolean;
  readonly holdout_share: number;
  readonly max_model_age_days: number;
  readonly drift_threshold: number;
  readonly on_drift: 'retrain' | 'shadow' | 'note';
  readonly shadow_model?: string | undefined;
  readonly outlier_mode: 'user' | 'cluster' | 'global' | 'combined' | 'budget' | 'fdr';
  readonly outlier_percentile: number;
  readonly combined_logic: 'and' | 'or';
  readonly thresholds: {
    readonly enable_user: boolean;
    readonly enable_cluster: boolean;
    readonly enable_global: boolean;
  };
  readonly min_cluster_events: number;
  readonly alerts_per_day: number;
  readonly fdr_level: number;
  readonly export_outlier_events: boolean;
}

export interface OutputConfig {
  readonly writers: readonly ('splunk_kvstore' | 'ndjson' | 'splunk_hec')[];
  readonly events: 'all' | 'outliers';
  readonly splunk_kvstore: SplunkConnection & {
    readonly enabled: boolean;
    readonly app: string;
    readonly collection: string;
    readonly batch_size: number;
    readonly history_days: number;
    readonly history_records: number;
    readonly lease_seconds: number;
    readonly reader_grace_seconds: number;
  };
  readonly splunk_hec: HecConfig;
  readonly ndjson: { readonly directory: string };
}

/** What can be sent to the HTTP Event Collector. */
export type HecRecordKind = 'events' | 'outliers' | 'incidents' | 'risk';

export interface HecConfig {
  readonly enabled: boolean;
  readonly url?: string | undefined;
  readonly token?: Secret | undefined;
  readonly ca_file?: string | undefined;
  readonly insecure: boolean;
  readonly index: string;
  readonly risk_index?: string | undefined;
  readonly records: readonly HecRecordKind[];
  readonly batch_size: number;
  readonly acknowledge: boolean;
  readonly acknowledge_seconds: number;
}
