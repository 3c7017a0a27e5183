export { ConfigError, type ConfigFault } from './config-error.ts';
export { configJsonSchema } from './config-json-schema.ts';
export { configReference } from './config-reference.ts';
export { configTemplate } from './config-template.ts';
export { kvStoreConnection } from './kv-store-connection.ts';
export { loadConfig, type LoadConfigOptions } from './load-config.ts';
export { parseConfig, type ParseConfigOptions, type ParsedConfig } from './parse-config.ts';
export { createSecret, type Secret } from './secret.ts';
export {
  type HecConfig,
  type HecRecordKind,
  type IngestionConfig,
  type ModelingConfig,
  type OutputConfig,
  type SidecarConfig,
  type SplunkConnection,
} from './sidecar-config.ts';
export {
  type AlertsConfig,
  type QueueConfig,
  type RedisConfig,
  type StageSchedule,
  type WorkerConfig,
} from './worker-config.ts';
