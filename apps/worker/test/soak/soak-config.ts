import { join } from 'node:path';
import { parseConfig, type SidecarConfig } from '@sidecar/pipeline';
import type { SoakOptions } from './soak.ts';
import { SECRET, type SoakWorld, TOKEN } from './soak-world.ts';

/** Schedules and all else that is not named are the defaults. */
export function soakConfig(
  world: Pick<SoakWorld, 'splunk' | 'url'>,
  folder: string,
  { score, ...worker }: SoakOptions['worker'],
): SidecarConfig {
  const values = {
    general: { model_dir: join(folder, 'models') },
    ingestion: { earliest: '-7d', splunk: { base_url: world.splunk.baseUrl, auth_token: TOKEN } },
    modeling: { k_candidates: [4], outlier_mode: 'budget', alerts_per_day: 200, export_outlier_events: true },
    output: { splunk_kvstore: { app: 'search', lease_seconds: 5, reader_grace_seconds: 0 } },
    worker: {
      state_dir: join(folder, 'state'),
      http: { enabled: false },
      score: { late_hours: 24, ...score },
      ...worker,
    },
    alerts: { min_risk: 20, webhook: { urls: [world.url], secret: SECRET } },
  };
  return parseConfig(JSON.stringify(values), { runnable: true }).config;
}
