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
  const { config, notices } = loadConfig(path, {
    env,
    runnable: true,
    check: (parsed, report) => checkWorkerConfig(parsed, report, role, now),
  });
  return { config, notices: [...notices, ...shadowNotices(config)] };
}

/** A second model beside the one in use is for the report of a run, which a worker has not. */
function shadowNotices({ modeling }: ParsedConfig['config']): string[] {
  const notices: string[] = [];
  if (modeling.on_drift === 'shadow')
    notices.push('modeling.on_drift: shadow is for sidecar run; a worker only notes the drift, as with note');
  if (modeling.shadow_model !== undefined)
    notices.push('modeling.shadow_model is for sidecar run; a worker scores with the model in use alone');
  return notices;
}
