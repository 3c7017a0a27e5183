import { addToOutbox, decideAlerts, deliverOutbox } from '@sidecar/alerts';
import type { Alerting, AlertingOptions } from './alerting.ts';
import { knownState } from './alerting-state.ts';
import { alertTargets } from './alert-targets.ts';
import { foundIncident } from './found-incident.ts';
import { tellOfDeliveries } from './tell-of-deliveries.ts';

/**
 * Alerts as `alerts` of the configuration has them: to standard output, to webhooks and to the HTTP Event Collector. A proxy is taken from the
 * environment, see `proxyFromEnvironment`.
 *
 * @throws ConfigError if `alerts` asks for what cannot be made of the configuration; IoError if a file of certificates cannot be read.
 */
export async function createAlerting({
  config,
  now = () => new Date(),
  sleep,
  log,
  stdout = process.stdout,
  env = process.env,
}: AlertingOptions): Promise<Alerting> {
  const warn = (message: string): void => log?.warn({}, message);
  const targets = await alertTargets({ config, now, sleep, stdout, env, warn });
  const names = targets.map(({ name }) => name);
  const { min_risk: minRisk, quiet_minutes: quietMinutes, keep_hours: keepHours } = config.alerts;

  return Object.freeze({
    decide: (state, incidents, at) => {
      const { policy, outbox } = knownState(state);
      // Who listens from tomorrow on is told of what goes on then, not of what was.
      if (targets.length === 0) return { state: { version: 1, policy, outbox }, queued: 0 };
      const decided = decideAlerts(policy, incidents.map(foundIncident), {
        now: at,
        minRisk,
        quietMs: quietMinutes * 60_000,
      });
      return {
        state: {
          version: 1,
          policy: decided.state,
          outbox: addToOutbox(outbox, decided.messages, names),
        },
        queued: decided.messages.length,
      };
    },
    deliver: async (state, { signal, log: told = log, metrics } = {}) => {
      const { policy, outbox } = knownState(state);
      const tell = tellOfDeliveries({ log: told, metrics });
      const left = await deliverOutbox(outbox, {
        targets,
        now,
        keepMs: keepHours * 3_600_000,
        signal,
        onReport: tell,
      });
      return { version: 1, policy, outbox: left };
    },
  } satisfies Alerting);
}
