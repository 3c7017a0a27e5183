import { describeIncident } from './describe-incident.ts';
import { definitions } from './scenarios/definitions.ts';
import { type GeneratedEvent } from './seed-event.ts';

/** The truth about one attack. */
export interface Incident {
  /** As in the labels of its events: `kerberoasting-2`. */
  readonly incident: string;
  readonly scenario: string;
  /** MITRE ATT&CK technique: `T1558.003`. */
  readonly technique: string;
  /** MITRE ATT&CK tactic: `credential-access`; null for a scenario nothing is known of. */
  readonly tactic: string | null;
  /** Time of its first event, as in `TimeCreated`. */
  readonly start: string;
  /** Time of its last event. */
  readonly end: string;
  readonly events: number;
  /** How many of them succeeded. */
  readonly successes: number;
  /** Accounts it used or tried, invented names included, in the order of their first event; so are the next two. */
  readonly accounts: readonly string[];
  readonly sources: readonly string[];
  readonly targets: readonly string[];
  /** What happened, in plain English. */
  readonly sentence: string;
}

/** What is known of a scenario beside its labels. */
export interface ScenarioMeaning {
  readonly tactic: string;
  readonly goal: string;
}

/**
 * The attacks in labelled events, by their first event: for a stream that was filtered or changed; otherwise ask the
 * stream itself, `mix(...).incidents()`. Memory grows with what is different within incidents.
 *
 * @param events - In time order.
 * @param own - Tactic and goal of scenarios of your own, by name.
 * @example
 * incidentsOf(generate({ events: 1000, end: '2026-10-01', scenarios: ['brute_force'] }))[0]?.technique; // => 'T1110.001'
 */
export function incidentsOf(
  events: Iterable<GeneratedEvent>,
  own: Readonly<Record<string, ScenarioMeaning>> = {},
): Incident[] {
  const found = new Map<string, Sums>();
  for (const { event, label } of events) {
    if (label.incident === null) continue;
    let sums = found.get(label.incident);
    if (sums === undefined) {
      sums = { label, start: event.TimeCreated, end: '', events: 0, successes: 0, ...emptySets() };
      found.set(label.incident, sums);
    }
    sums.end = event.TimeCreated;
    sums.events++;
    if (event.action === 'success') sums.successes++;
    sums.accounts.add(event.user);
    sums.sources.add(event.src);
    sums.targets.add(event.dest);
  }
  const meanings: Readonly<Record<string, ScenarioMeaning>> = { ...definitions, ...own };
  return Array.from(found.values(), (sums) => toIncident(sums, meanings));
}

interface Sums extends ReturnType<typeof emptySets> {
  readonly label: GeneratedEvent['label'];
  readonly start: string;
  end: string;
  events: number;
  successes: number;
}

function emptySets(): { accounts: Set<string>; sources: Set<string>; targets: Set<string> } {
  return { accounts: new Set(), sources: new Set(), targets: new Set() };
}

function toIncident(sums: Sums, meanings: Readonly<Record<string, ScenarioMeaning>>): Incident {
  const scenario = sums.label.scenario ?? '';
  const meaning = Object.hasOwn(meanings, scenario) ? meanings[scenario] : undefined;
  const incident = {
    incident: sums.label.incident ?? '',
    scenario,
    technique: sums.label.technique ?? '',
    tactic: meaning?.tactic ?? null,
    start: sums.start,
    end: sums.end,
    events: sums.events,
    successes: sums.successes,
    accounts: [...sums.accounts],
    sources: [...sums.sources],
    targets: [...sums.targets],
  };
  return {
    ...incident,
    sentence: describeIncident(incident, meaning?.goal ?? scenario.replaceAll('_', ' ')),
  };
}
