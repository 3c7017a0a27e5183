import { type Alerting, createRepeatedAlerts } from './recent/repeated-alerts.ts';

/** How many alerts a limit of p-values gives on held-out events, plain data. */
export interface AlertRates {
  /** Held-out events that were counted, and how many days of events they make up. */
  readonly events: number;
  readonly days: number;
  /** From the largest limit, 1, downwards, as long as there are any alerts. */
  readonly limits: readonly AlertRate[];
}

export interface AlertRate {
  /** p-value up to which an event is an alert, if its account and its source had none of late. */
  readonly limit: number;
  /** Alerts on the held-out events. */
  readonly alerts: number;
  /** Alerts of the account-days with alerts, averaged over the alerts: 1 if they come one by one. */
  readonly burst: number;
}

/** A held-out event and its p-value. */
export interface HeldOutAlerting extends Alerting {
  readonly pValue: number;
}

const DAY_MS = 86_400_000;
const STEPS_PER_DECADE = 12;
const DECADES = 8;
const LEAST_ALERTS = 5;

/**
 * Counts the alerts that limits from 1 down to 1e-8, twelve to a factor of ten, give on held-out events, with `createRepeatedAlerts`.
 *
 * @param heldOut - In time order.
 */
export function fitAlertRates(heldOut: readonly HeldOutAlerting[], eventsPerDay: number): AlertRates {
  const limits: AlertRate[] = [];
  let events = heldOut;
  for (let step = 0; step <= STEPS_PER_DECADE * DECADES; step++) {
    const limit = Number((10 ** (-step / STEPS_PER_DECADE)).toPrecision(12));
    events = events.filter(({ pValue }) => pValue <= limit);
    const rate = alertRate(events, limit);
    if (rate.alerts === 0) break;
    limits.push(rate);
  }
  return { events: heldOut.length, days: heldOut.length / eventsPerDay, limits };
}

/**
 * The limit that gives so many alerts a day: between limits that were counted by interpolation of the logarithms; where held-out events had fewer
 * than five alerts, alerts are taken to be in proportion to the limit.
 *
 * @param alertsPerDay - Above 0; what no limit gives takes every event.
 * @returns In (0, 1], or Infinity for every event.
 */
export function limitFor({ days, limits }: AlertRates, alertsPerDay: number): number {
  const wanted = alertsPerDay * days;
  const counted = limits.filter(({ alerts }, i) => i === 0 || alerts >= LEAST_ALERTS);
  const last = counted.at(-1);
  if (last === undefined || wanted > counted[0]!.alerts) return Infinity;
  const next = counted.findIndex(({ alerts }) => alerts < wanted);
  if (next === -1) return last.limit * (wanted / last.alerts);
  const [above, below] = [counted[next - 1]!, counted[next]!];
  const part = Math.log(above.alerts / wanted) / Math.log(above.alerts / below.alerts);
  return above.limit * (below.limit / above.limit) ** part;
}

function alertRate(events: readonly HeldOutAlerting[], limit: number): AlertRate {
  const repeated = createRepeatedAlerts();
  const byAccountDay = new Map<string, number>();
  let alerts = 0;
  for (const event of events) {
    if (event.pValue > limit * repeated.shareFor(event)) continue;
    repeated.add(event);
    alerts += 1;
    const key = `${Math.floor(event.time / DAY_MS)}\t${event.user}`;
    byAccountDay.set(key, (byAccountDay.get(key) ?? 0) + 1);
  }
  const squares = [...byAccountDay.values()].reduce((sum, count) => sum + count ** 2, 0);
  return { limit, alerts, burst: alerts === 0 ? 1 : Number((squares / alerts).toPrecision(12)) };
}
