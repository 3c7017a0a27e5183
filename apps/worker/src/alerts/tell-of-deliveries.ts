import type { DeliveryReport } from '@sidecar/alerts';
import type { AlertLog, AlertMetrics } from './alerting.ts';

/** Logs and counts what becomes of alerts. That a receiver is down is said once. */
export function tellOfDeliveries({
  log,
  metrics,
}: {
  readonly log: AlertLog | undefined;
  readonly metrics: AlertMetrics | undefined;
}): (report: DeliveryReport) => void {
  const said = new Set<string>();
  return ({ target, message, outcome, reason }) => {
    metrics?.alertsSent(target.label, outcome, 1);
    const { run_id, incident } = message;
    const fields = { run_id, alert: message.id, incident: incident.key, target: target.label };
    if (outcome === 'delivered') log?.info(fields, `alert sent: ${incident.title}`);
    else if (outcome === 'failed') {
      const what = `${target.name} ${reason}`;
      if (!said.has(what)) log?.warn({ ...fields, reason }, 'alert not sent, it is tried again');
      said.add(what);
    } else {
      const why = outcome === 'refused' ? 'the receiver refused it' : 'it is given up';
      log?.error({ ...fields, reason }, `alert lost, ${why}: ${incident.title}`);
    }
  };
}
