import { topNames } from './bounded-counts.ts';
import { displayedRisk, rawRisk } from './incident-risk.ts';
import { incidentTitle } from './incident-title.ts';
import type { LinkKind } from './alert-links.ts';
import type { OpenIncident } from './open-incident.ts';

/** Alerts that belong together: all of one account or, where many accounts are concerned, of one source or destination. */
export interface Incident {
  /** What all its alerts share; a destination only for failures from outside or without a source. */
  readonly kind: 'account' | 'source' | 'destination';
  /** Account, address, host, or network such as `203.0.113.0/24`. */
  readonly entity: string;
  /** Key of its first alert, of those of one instant the first by text: names the incident, as every alert is in one alone. */
  readonly firstKey: string;
  /** Times of the first and last alert, epoch milliseconds. */
  readonly start: number;
  readonly end: number;
  readonly alerts: number;
  /** Alerts of failed logons. */
  readonly failed: number;
  /** Those with most alerts, at most 20 each; the counts are of all, up to 1,000. */
  readonly accounts: readonly string[];
  readonly accountCount: number;
  readonly sources: readonly string[];
  readonly sourceCount: number;
  readonly destinations: readonly string[];
  readonly destinationCount: number;
  readonly signatures: readonly string[];
  /** 0 to 100, see `displayedRisk`. */
  readonly risk: number;
  /** See `rawRisk`. */
  readonly rawRisk: number;
  readonly maxScore: number;
  readonly minPValue: number;
  /** ATT&CK techniques, the most frequent first. */
  readonly techniques: readonly string[];
  /** What its alerts are about: shares of their scores, the largest first, together 1; empty if unknown. */
  readonly reasons: readonly { readonly code: string; readonly share: number }[];
  /** One sentence for all of it. */
  readonly title: string;
  /** Sentence of the strongest event. */
  readonly sentence: string;
  /** The strongest events, at most 20, the strongest first. */
  readonly topKeys: readonly string[];
}

const MOST_SHOWN = 20;

/** What is told of an incident. */
export function describeIncident(open: OpenIncident): Incident {
  const { kind, entity } = open.links[0]!;
  const raw = rawRisk(open.risk.values());
  return {
    kind: recordedKind(kind),
    entity,
    firstKey: open.firstKey,
    start: open.start,
    end: open.end,
    alerts: open.alerts,
    failed: open.failed,
    accounts: topNames(open.accounts, MOST_SHOWN),
    accountCount: open.accounts.size,
    sources: topNames(open.sources, MOST_SHOWN),
    sourceCount: open.sources.size,
    destinations: topNames(open.destinations, MOST_SHOWN),
    destinationCount: open.destinations.size,
    signatures: topNames(open.signatures, MOST_SHOWN),
    risk: displayedRisk(raw),
    rawRisk: raw,
    maxScore: open.maxScore,
    minPValue: open.minPValue,
    techniques: topNames(open.techniques, MOST_SHOWN),
    reasons: shares(open),
    title: incidentTitle(open),
    sentence: open.top[0]!.sentence,
    topKeys: open.top.map(({ key }) => key),
  };
}

function recordedKind(kind: LinkKind): Incident['kind'] {
  return kind === 'network' ? 'source' : kind;
}

function shares({ reasons }: OpenIncident): Incident['reasons'] {
  let all = 0;
  for (const points of reasons.values()) all += points;
  if (!(all > 0)) return [];
  return topNames(reasons, MOST_SHOWN).map((code) => ({ code, share: reasons.get(code)! / all }));
}
