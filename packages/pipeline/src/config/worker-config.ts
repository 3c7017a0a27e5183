import type { Secret } from './secret.ts';

/** When a stage runs. */
export interface StageSchedule {
  readonly enabled: boolean;
  /** Five fields of cron, or six with seconds first. */
  readonly cron: string;
}

export interface WorkerConfig {
  readonly state_dir: string;
  readonly time_zone: string;
  readonly jitter_seconds: number;
  readonly stop_seconds: number;
  readonly train: StageSchedule & { readonly slice_hours: number };
  readonly score: StageSchedule & {
    readonly window_seconds: number;
    readonly lag_seconds: number;
    readonly begin_hours: number;
    readonly late_hours: number;
    readonly batch_windows: number;
    readonly attempts: number;
    readonly history_days: number;
  };
  readonly drift: StageSchedule & { readonly days: number };
  readonly http: { readonly enabled: boolean; readonly host: string; readonly port: number };
}

export interface RedisConfig {
  readonly url?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: Secret | undefined;
  readonly ca_file?: string | undefined;
  readonly insecure: boolean;
}

export interface QueueConfig {
  readonly redis: RedisConfig;
  readonly prefix: string;
  readonly exchange: 'redis' | 'folder';
  readonly exchange_folder: string;
  readonly concurrency: number;
  readonly attempts: number;
  readonly backoff_seconds: number;
  readonly lock_seconds: number;
  readonly most_stalls: number;
}

export interface AlertsConfig {
  readonly min_risk: number;
  readonly quiet_minutes: number;
  readonly stdout: boolean;
  readonly webhook: {
    readonly urls: readonly string[];
    readonly secret?: Secret | undefined;
    readonly ca_file?: string | undefined;
    readonly insecure: boolean;
    readonly timeout_seconds: number;
    readonly attempts: number;
  };
  readonly hec: boolean;
  readonly keep_hours: number;
}
