import { createHash } from 'node:crypto';
import type { AlertMessage, FoundIncident } from './alert-message.ts';
import type { AlertPolicyState, FollowedIncident } from './alert-policy-state.ts';
import { boundedIncident } from './bounded-incident.ts';
import { requireNumber } from './require-number.ts';

export interface AlertPolicyOptions {
  /** The time of the decision; one before the last decision counts as that. */
  readonly now: Date;
  /** Incidents of less risk are not told, 0 to 100. @default 50 */
  readonly minRisk?: number;
  /** How long an incident is quiet after it was told, milliseconds from 0. @default 1 hour */
  readonly quietMs?: number;
  /** An incident that has not grown for so long is over and forgotten, milliseconds from 0. @default 24 hours */
  readonly forgetMs?: number;
  /** Incidents remembered at most, from 1, about 200 bytes each and up to 20 kB while one is grown and quiet. @default 2000 */
  readonly mostIncidents?: number;
}

export interface DecidedAlerts {
  readonly state: AlertPolicyState;
  /** What is told now: first those that are told for the first time, in the order given. */
  readonly messages: readonly AlertMessage[];
}

/**
 * Which incidents are told now.
 *
 * An incident is told when its risk is first seen to reach `minRisk`. Then it is quiet for `quietMs`, whatever joins it; when that is over and
 * it has more alerts than were told, it is told once more, with how many came in between, and is quiet again. So there are never two messages
 * of an incident within the quiet time, and nothing that came in it is kept back for longer.
 *
 * Pure: the same state, incidents and time give the same messages with the same ids, so a decision that is made again after a crash
 * tells nothing twice. The id is a hash of the incident's key and of how many alerts are told: it does not depend on what is remembered.
 *
 * Bounded: of more incidents than `mostIncidents` those are forgotten first that have nothing new to tell and did not grow for longest. What
 * is still untold of a forgotten one is told at once, so then alone the quiet time is not kept; and one that grows afterwards is told anew.
 *
 * @param state - What the last decision returned, also after JSON; null for the first.
 * @param incidents - Those that began or grew, as they are now. Of several with one key the one with most alerts counts. Others may be
 *   among them.
 * @throws RangeError for options out of range.
 * @example
 * const { state, messages } = decideAlerts(null, [{ incident, model_version, run_id }], { now, minRisk: 50 });
 * messages[0].type; // => 'incident.opened'
 */
export function decideAlerts(
  state: AlertPolicyState | null,
  incidents: readonly FoundIncident[],
  { now, minRisk = 50, quietMs = 3_600_000, forgetMs = 86_400_000, mostIncidents = 2000 }: AlertPolicyOptions,
): DecidedAlerts {
  requireNumber('now', now.getTime());
  requireNumber('minRisk', minRisk, 0, 100);
  requireNumber('quietMs', quietMs, 0);
  requireNumber('forgetMs', forgetMs, 0);
  requireNumber('mostIncidents', mostIncidents, 1);
  const time = Math.max(now.getTime(), state?.now ?? -Infinity);
  const messages: AlertMessage[] = [];
  const tell = (found: FoundIncident, before?: FollowedIncident): FollowedIncident => {
    messages.push(messageOf(found, time, before));
    const { key, counts, risk } = found.incident;
    const tellings = (before?.tellings ?? 0) + 1;
    const grownAt = before?.grownAt ?? time;
    return { key, tellings, toldAt: time, alerts: counts.alerts, risk, grownAt, untold: null };
  };

  const followed = new Map((state?.followed ?? []).map((one) => [one.key, one]));
  for (const found of largest(incidents)) {
    const known = followed.get(found.incident.key);
    if (known === undefined) {
      if (found.incident.risk >= minRisk) followed.set(found.incident.key, tell(found));
    } else if (found.incident.counts.alerts > alertsOf(known)) {
      followed.set(known.key, { ...known, grownAt: time, untold: found });
    }
  }
  const current = [...followed.values()];
  for (const one of current) {
    const isQuiet = time < one.toldAt + quietMs;
    if (one.untold !== null && !isQuiet) {
      followed.delete(one.key);
      followed.set(one.key, tell(one.untold, one));
    } else if (one.untold === null && !isQuiet && time >= one.grownAt + forgetMs) followed.delete(one.key);
  }
  for (const one of superfluous([...followed.values()], mostIncidents)) {
    if (one.untold !== null) tell(one.untold, one);
    followed.delete(one.key);
  }
  return { state: { version: 1, now: time, followed: [...followed.values()] }, messages };
}

/** Bounded, and of each key the one with most alerts. */
function largest(incidents: readonly FoundIncident[]): FoundIncident[] {
  const byKey = new Map<string, FoundIncident>();
  for (const { incident, model_version, run_id } of incidents) {
    const known = byKey.get(incident.key);
    if (known !== undefined && known.incident.counts.alerts > incident.counts.alerts) continue;
    byKey.set(incident.key, { incident: boundedIncident(incident), model_version, run_id });
  }
  return [...byKey.values()];
}

function alertsOf({ untold, alerts }: FollowedIncident): number {
  return untold?.incident.counts.alerts ?? alerts;
}

/** Those to forget: first what has nothing to tell, first what did not grow for longest. */
function superfluous(followed: readonly FollowedIncident[], most: number): FollowedIncident[] {
  if (followed.length <= most) return [];
  const inOrder = followed.toSorted(
    (a, b) => Number(a.untold !== null) - Number(b.untold !== null) || a.grownAt - b.grownAt,
  );
  return inOrder.slice(0, followed.length - most);
}

function messageOf(found: FoundIncident, time: number, before?: FollowedIncident): AlertMessage {
  const { incident, model_version, run_id } = found;
  const { key, counts } = incident;
  return {
    id: `alert_${createHash('sha256')
      .update(JSON.stringify([key, counts.alerts]))
      .digest('hex')
      .slice(0, 32)}`,
    type: before === undefined ? 'incident.opened' : 'incident.updated',
    at: new Date(time).toISOString(),
    telling: (before?.tellings ?? 0) + 1,
    since_last_told:
      before === undefined
        ? null
        : {
            at: new Date(before.toldAt).toISOString(),
            alerts_added: counts.alerts - before.alerts,
            risk_before: before.risk,
          },
    incident,
    model_version,
    run_id,
  };
}
