import { type Alerting, createRepeatedAlerts } from './recent/repeated-alerts.ts';

/** How many alerts a limit of p-values gives on held-out events, plain data. */
export interface AlertRates {
  /** Held-out events that were counted, and how many days of events they make up. */
  readonly events: number;
  readonly days: number;
  /** Standard deviation of the number of events from one whole day (UTC) to the next, as a share of its mean. */
  readonly daySpread: number;
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
/** A budget of more than a tenth of all events is hardly one: 1, 0.5 and 0.2, and then down to 1e-8, twelve to a factor of ten. */
const steps: readonly number[] = [
  1,
  0.5,
  0.2,
  ...Array.from({ length: 85 }, (_, i) => Number((10 ** (-1 - i / 12)).toPrecision(12))),
];
/** From this limit on, the events that may be alerts are few enough to be held. */
const HELD = 0.2;
const LEAST_ALERTS = 5;
const UNKNOWN_SPREAD = 0.5;

/**
 * Counts the alerts that limits from 1 down to 1e-8 give on held-out events, with `createRepeatedAlerts`.
 *
 * @param heldOut - In time order; gone through four times. Those with a p-value of 0.2 or less are held in memory.
 */
export function fitAlertRates(heldOut: Iterable<HeldOutAlerting>, eventsPerDay: number): AlertRates {
  const { events, daySpread } = eventsByDay(heldOut);
  const limits: AlertRate[] = [];
  let candidates = heldOut;
  for (const limit of steps) {
    if (limit <= HELD) candidates = upTo(limit, candidates);
    const rate = alertRate(candidates, limit);
    if (rate.alerts === 0) break;
    limits.push(rate);
  }
  return { events, days: events / eventsPerDay, daySpread, limits };
}

function upTo(limit: number, events: Iterable<HeldOutAlerting>): HeldOutAlerting[] {
  const found: HeldOutAlerting[] = [];
  for (const event of events) if (event.pValue <= limit) found.push(event);
  return found;
}

/**
 * The limit that gives so many alerts a day: between limits that were counted by interpolation of the logarithms; where held-out events had fewer
 * than five alerts, alerts are taken to be in proportion to the limit.
 *
 * One burst more is expected than was counted: the limit lies where the next burst would be, and in fresh days another one lies
 * beyond it (a rank among `k` others is one of `k + 1`). Without it a budget of one a day was exceeded by a third.
 *
 * @param alertsPerDay - Above 0; what no limit gives takes every event.
 * @returns In (0, 1], or Infinity for every event.
 */
export function limitFor({ days, limits }: AlertRates, alertsPerDay: number): number {
  const wanted = alertsPerDay * days;
  const counted = limits.filter(({ alerts }, i) => i === 0 || alerts >= LEAST_ALERTS);
  const last = counted.at(-1);
  if (last === undefined || wanted > expected(counted[0]!)) return Infinity;
  const next = counted.findIndex((rate) => expected(rate) < wanted);
  if (next === -1) return last.limit * (wanted / expected(last));
  const [above, below] = [counted[next - 1]!, counted[next]!];
  const part = Math.log(expected(above) / wanted) / Math.log(expected(above) / expected(below));
  return above.limit * (below.limit / above.limit) ** part;
}

function expected({ alerts, burst }: AlertRate): number {
  return alerts + burst;
}

/** The number of events, and their spread over days. */
function eventsByDay(heldOut: Iterable<HeldOutAlerting>): { events: number; daySpread: number } {
  const counts: number[] = [];
  let last = Number.NaN;
  let events = 0;
  for (const { time } of heldOut) {
    events += 1;
    const day = Math.floor(time / DAY_MS);
    if (day !== last) {
      // Days without any event count, up to a year of them.
      for (let empty = Math.max(last + 1, day - 366); empty < day; empty++) counts.push(0);
      counts.push(0);
    }
    last = day;
    counts[counts.length - 1]! += 1;
  }
  return { events, daySpread: spreadOf(counts) };
}

/** Of the days between the first and the last, which may not be whole; of fewer than two of them, or of none with an event, a half. */
function spreadOf(counts: readonly number[]): number {
  const whole = counts.slice(1, -1);
  const mean = whole.reduce((sum, count) => sum + count, 0) / whole.length;
  if (whole.length < 2 || mean === 0) return UNKNOWN_SPREAD;
  const variance = whole.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (whole.length - 1);
  return Number((Math.sqrt(variance) / mean).toPrecision(12));
}

function alertRate(events: Iterable<HeldOutAlerting>, limit: number): AlertRate {
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
