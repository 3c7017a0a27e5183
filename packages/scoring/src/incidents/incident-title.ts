import { spokenCode } from '../explain/spoken-code.ts';
import { topNames } from './bounded-counts.ts';
import type { OpenIncident } from './open-incident.ts';
import { spokenDuration } from './spoken-duration.ts';

/** One sentence of plain English about all alerts of an incident: who or what, how often, within what time, and how it ended. */
export function incidentTitle(incident: OpenIncident): string {
  const { kind, entity } = incident.links[0]!;
  if (kind === 'account') return ofAccount(incident, entity);
  return ofPlace(incident, kind === 'destination' ? ` on ${entity}${from(incident)}` : ` from ${entity}`);
}

/** `18 accounts failed from 203.0.113.9 within 12 minutes, eve succeeded`. */
function ofPlace(incident: OpenIncident, where: string): string {
  const { accounts, failedAccounts, succeededAccounts } = incident;
  const when = within(incident);
  if (failedAccounts.size === 0) {
    return `${many(accounts.size, 'account')} acted unusually${where}${when}${about(incident)}`;
  }
  const failed = `${many(failedAccounts.size, 'account')} failed${where}${when}`;
  if (succeededAccounts.size === 0) return failed;
  const [name] = succeededAccounts.keys();
  const who = succeededAccounts.size === 1 ? name! : many(succeededAccounts.size, 'account');
  const isOwnSuccess = succeededAccounts.size === 1 && failedAccounts.has(name!);
  return `${failed}, ${isOwnSuccess ? `one succeeded: ${who}` : `${who} succeeded`}`;
}

/** `eve failed 34 times from 30 sources within 2 hours, then succeeded`. */
function ofAccount(incident: OpenIncident, user: string): string {
  const { alerts, failed, firstFailure, lastSuccess } = incident;
  const places = `${from(incident)}${to(incident)}${within(incident)}`;
  const others = alerts - failed;
  if (failed === 0) return `${user} acted unusually${often(alerts)}${places}${about(incident)}`;
  if (others === 0) return `${user} failed${often(failed)}${places}${failed === 1 ? about(incident) : ''}`;
  const isAfter = firstFailure !== null && lastSuccess !== null && lastSuccess > firstFailure;
  return isAfter
    ? `${user} failed${often(failed)}${places}, then succeeded${often(others)}`
    : `${user} acted unusually${often(others)} and failed${often(failed)}${places}`;
}

function from({ sources, alerts }: OpenIncident): string {
  return place('from', sources.keys().next().value, sources.size, 'source', alerts);
}

function to({ destinations, alerts }: OpenIncident): string {
  return place('on', destinations.keys().next().value, destinations.size, 'machine', alerts);
}

function place(word: string, only: string | undefined, count: number, noun: string, alerts: number): string {
  if (only === undefined) return '';
  if (count === 1) return ` ${word} ${only}`;
  return alerts === 1 ? '' : ` ${word} ${many(count, noun)}`;
}

function often(times: number): string {
  return times === 1 ? '' : ` ${many(times, 'time')}`;
}

function within({ start, end, alerts }: OpenIncident): string {
  return alerts === 1 ? '' : ` within ${spokenDuration(end - start)}`;
}

/** The two leading reasons in words. */
function about({ reasons }: OpenIncident): string {
  const codes = topNames(reasons, 3).filter((code) => code !== 'other');
  return codes.length === 0 ? '' : ` (${codes.slice(0, 2).map(spokenCode).join(', ')})`;
}

function many(count: number, noun: string): string {
  return `${count.toLocaleString('en')}${count >= 1000 && noun !== 'time' ? ' or more' : ''} ${count === 1 ? noun : `${noun}s`}`;
}
