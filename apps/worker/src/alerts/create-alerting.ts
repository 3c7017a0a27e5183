import type { Alerting, AlertingOptions } from './alerting.ts';

/**
 * Alerts as `alerts` of the configuration has them.
 *
 * @throws ConfigError if `alerts` asks for what is not configured; IoError if a file of certificates cannot be read.
 */
export async function createAlerting({ config }: AlertingOptions): Promise<Alerting> {
  throw new Error(`alerts are not written yet (min_risk ${config.alerts.min_risk})`);
}
