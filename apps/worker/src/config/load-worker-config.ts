import { loadConfig, type ParsedConfig } from '@sidecar/pipeline/config';
import { checkWorkerConfig, type Role } from './check-worker-config.ts';

export interface LoadWorkerConfigOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly role: Role;
  /** @default new Date() */
  readonly now?: Date;
}

/** Reads a configuration and checks that a worker can follow it. @throws ConfigError with every fault and its line. */
export function loadWorkerConfig(
  path: string,
  { env, role, now = new Date() }: LoadWorkerConfigOptions,
): ParsedConfig {
  return loadConfig(path, {
    env,
    runnable: true,
    check: (config, report) => checkWorkerConfig(config, report, role, now),
  });
}
