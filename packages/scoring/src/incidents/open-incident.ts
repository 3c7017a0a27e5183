import { type Alert } from './alert.ts';
import type { Link } from './alert-links.ts';
import { alertStrength } from './alert-strength.ts';
import { addCount, type Counts } from './bounded-counts.ts';
import { addToRisk, type RiskGroups } from './incident-risk.ts';

/** An event that stands for its incident. */
export interface TopEvent {
  readonly key: string;
  readonly time: number;
  readonly strength: number;
  readonly sentence: string;
}

/** An incident that alerts may still join: bounded however many do. */
export interface OpenIncident {
  /** What all its alerts share, the most telling first. */
  links: readonly Omit<Link, 'strong'>[];
  readonly start: number;
  readonly firstKey: string;
  end: number;
  alerts: number;
  failed: number;
  firstFailure: number | null;
  lastSuccess: number | null;
  maxScore: number;
  minPValue: number;
  top: readonly TopEvent[];
  readonly accounts: Counts;
  readonly failedAccounts: Counts;
  readonly succeededAccounts: Counts;
  readonly sources: Counts;
  readonly destinations: Counts;
  readonly signatures: Counts;
  readonly techniques: Counts;
  /** Points of the score by code of reason, summed over all alerts. */
  readonly reasons: Counts;
  readonly risk: RiskGroups;
}

/** Events whose keys are kept. */
const MOST_TOP = 20;
const SETTLED = 3;

/** An incident of one alert. */
export function openIncident(alert: Alert, links: readonly Link[]): OpenIncident {
  const incident: OpenIncident = {
    links: links.map(({ kind, entity }) => ({ kind, entity })),
    start: alert.time,
    firstKey: alert.key,
    end: alert.time,
    alerts: 0,
    failed: 0,
    firstFailure: null,
    lastSuccess: null,
    maxScore: 0,
    minPValue: 1,
    top: [],
    accounts: new Map(),
    failedAccounts: new Map(),
    succeededAccounts: new Map(),
    sources: new Map(),
    destinations: new Map(),
    signatures: new Map(),
    techniques: new Map(),
    reasons: new Map(),
    risk: new Map(),
  };
  joinIncident(incident, alert, links);
  return incident;
}

/**
 * Adds an alert that is no older than the others. What it does not share is no link of the incident any more; nor is a
 * destination, once three alerts share something else as well: what else happens there is another story.
 */
export function joinIncident(incident: OpenIncident, alert: Alert, links: readonly Link[]): void {
  const { time, user, src, dest, signature, failed, technique, reasons, score } = alert;
  incident.links = incident.links.filter(({ kind, entity }) =>
    links.some((link) => link.kind === kind && link.entity === entity),
  );
  incident.end = time;
  incident.alerts += 1;
  const closer = incident.links.filter(({ kind }) => kind !== 'destination');
  if (incident.alerts >= SETTLED && closer.length > 0) incident.links = closer;
  incident.maxScore = Math.max(incident.maxScore, score);
  incident.minPValue = Math.min(incident.minPValue, alert.pValue ?? 1 - score / 100);
  addCount(incident.accounts, user);
  addCount(failed ? incident.failedAccounts : incident.succeededAccounts, user);
  if (failed) {
    incident.failed += 1;
    incident.firstFailure ??= time;
  } else incident.lastSuccess = time;
  if (src !== null) addCount(incident.sources, src);
  if (dest !== null) addCount(incident.destinations, dest);
  if (signature !== null) addCount(incident.signatures, signature);
  if (technique !== null) addCount(incident.techniques, technique);
  for (const { code, contribution } of reasons) addCount(incident.reasons, code, contribution);
  addToRisk(incident.risk, alert);
  incident.top = withTop(incident.top, alert);
}

function withTop(top: readonly TopEvent[], alert: Alert): readonly TopEvent[] {
  const { key, time, sentence } = alert;
  const strength = alertStrength(alert);
  const last = top.at(-1);
  // Alerts come in time order, so an equal one is no earlier than those that are kept.
  if (top.length === MOST_TOP && last !== undefined && strength <= last.strength) return top;
  const event = { key, time, strength, sentence };
  const place = top.findIndex((other) => other.strength < strength);
  const at = place < 0 ? top.length : place;
  return [...top.slice(0, at), event, ...top.slice(at)].slice(0, MOST_TOP);
}
