import type { Alert } from './alert.ts';
import { alertLinks, type Link } from './alert-links.ts';
import { describeIncident, type Incident } from './incident.ts';
import { type IncidentGrouperState, restoreIncident, storeIncident } from './incident-state.ts';
import { joinIncident, openIncident, type OpenIncident } from './open-incident.ts';

export interface IncidentGrouperOptions {
  /** An incident without an alert for longer is over. Positive milliseconds. @default 8 hours */
  readonly gapMs?: number;
  /** No alert joins an incident that began longer ago. Positive milliseconds. @default 7 days */
  readonly longestMs?: number;
  /** Incidents that may be open at once; beyond it the idlest is over. From 1. @default 10_000 */
  readonly mostOpen?: number;
  /** What an earlier grouper knew at its end. @default nothing */
  readonly from?: IncidentGrouperState | undefined;
}

/** Groups alerts into incidents as they come. */
export interface IncidentGrouper {
  /** Takes the next alert; returns the incidents that are over now. @throws RangeError if it is older than the one before. */
  add(alert: Alert): Incident[];
  /**
   * Takes in the alerts of the latest instant without waiting for more of it; returns the incidents that are over now. So alerts of an instant
   * are taken in the order of their keys on either side of this call alone.
   */
  settle(): Incident[];
  /** All that are open; the grouper begins anew. */
  finish(): Incident[];
  /** What it knows, plain data, for another grouper to go on from. */
  state(): IncidentGrouperState;
}

const HOUR_MS = 3_600_000;
/** Accounts that make a spray, which then comes before what else an account has to do with. */
const SPRAY = 3;
/** A place with more accounts may be one that everybody uses: only alerts that are about it join. */
const CROWD = 10;
/** What comes from everywhere to a destination has no more alerts of one source. */
const FROM_EVERYWHERE = 2;

/**
 * Groups alerts in time order into incidents; every alert is in exactly one.
 *
 * **All alerts of an incident share one thing**: account, source, network or (without a source) destination, whichever
 * `alertLinks` sees evidence for. An incident starts with all links of its first alert and keeps those that each further
 * alert has too. So a spray over 200 accounts is one incident of its source, an account attacked from 30 addresses is one
 * of the account, and no chain of accounts and machines can ever grow, whatever they share.
 *
 * An alert that could join several prefers one of at least three accounts (a spray), by source before network, then that of its
 * account. A place with ten accounts takes only alerts whose main reason is the place, or failures; a destination takes two
 * alerts of each source, as more are a story of that source.
 *
 * Alerts of one instant are taken in the order of their keys, whichever came first. State: open incidents, each bounded.
 *
 * @throws RangeError for options out of range.
 */
export function createIncidentGrouper({
  gapMs = 8 * HOUR_MS,
  longestMs = 7 * 24 * HOUR_MS,
  mostOpen = 10_000,
  from,
}: IncidentGrouperOptions = {}): IncidentGrouper {
  requirePositive('gapMs', gapMs);
  requirePositive('longestMs', longestMs);
  if (!Number.isInteger(mostOpen) || mostOpen < 1)
    throw new RangeError(`mostOpen is ${mostOpen}, expected an integer from 1`);
  // The idlest first: an incident that takes an alert moves to the end.
  const open = new Set<OpenIncident>();
  const byLink = new Map<string, OpenIncident>();
  let instant: Alert[] = [];
  for (const stored of from?.open ?? []) remember(restoreIncident(stored));
  instant.push(...(from?.instant ?? []));

  return {
    add: (alert) => {
      const time = instant[0]?.time ?? -Infinity;
      if (!(alert.time >= time))
        throw new RangeError(`alert ${alert.key} is of ${alert.time}, expected no earlier than ${time}`);
      const over = alert.time > time ? takeInstant() : [];
      instant.push(alert);
      return over;
    },
    settle: takeInstant,
    finish: () => {
      const over = takeInstant();
      for (const incident of open) over.push(close(incident));
      return over;
    },
    state: () => ({ version: 1, open: [...open].map(storeIncident), instant: [...instant] }),
  };

  function takeInstant(): Incident[] {
    const over: Incident[] = [];
    for (const alert of instant.sort((a, b) => (a.key < b.key ? -1 : 1))) take(alert, over);
    instant = [];
    return over;
  }

  function take(alert: Alert, over: Incident[]): void {
    for (const idlest of open) {
      if (alert.time - idlest.end <= gapMs) break;
      over.push(close(idlest));
    }
    const links = alertLinks(alert);
    for (const incident of known(links)) {
      if (alert.time - incident.start > longestMs) over.push(close(incident));
    }
    const chosen = choose(alert, links);
    if (chosen === undefined) {
      if (open.size >= mostOpen) over.push(close(open.values().next().value!));
      // A crowd's place stays with the crowd.
      remember(
        openIncident(
          alert,
          links.filter((link) => !byLink.has(nameOf(link))),
        ),
      );
      return;
    }
    forget(chosen);
    joinIncident(chosen, alert, links);
    remember(chosen);
  }

  function known(links: readonly Link[]): OpenIncident[] {
    return links.flatMap((link) => byLink.get(nameOf(link)) ?? []);
  }

  function choose(alert: Alert, links: readonly Link[]): OpenIncident | undefined {
    const fitting = links.filter((link) => {
      const incident = byLink.get(nameOf(link));
      return incident !== undefined && takes(incident, link, alert);
    });
    const places = known(fitting.filter(({ kind }) => kind !== 'account'));
    return places.find(({ accounts }) => accounts.size >= SPRAY) ?? known(fitting)[0];
  }

  function remember(incident: OpenIncident): void {
    open.add(incident);
    for (const link of incident.links) byLink.set(nameOf(link), incident);
  }

  function forget(incident: OpenIncident): void {
    open.delete(incident);
    for (const link of incident.links) {
      if (byLink.get(nameOf(link)) === incident) byLink.delete(nameOf(link));
    }
  }

  function close(incident: OpenIncident): Incident {
    forget(incident);
    return describeIncident(incident);
  }
}

function takes({ accounts, sources }: OpenIncident, { kind, strong }: Link, { src }: Alert): boolean {
  if (!strong && accounts.size >= CROWD) return false;
  return kind !== 'destination' || src === null || (sources.get(src) ?? 0) < FROM_EVERYWHERE;
}

function nameOf({ kind, entity }: Pick<Link, 'kind' | 'entity'>): string {
  return `${kind} ${entity}`;
}

function requirePositive(name: string, value: number): void {
  if (!(value > 0)) throw new RangeError(`${name} is ${value}, expected a positive number`);
}
