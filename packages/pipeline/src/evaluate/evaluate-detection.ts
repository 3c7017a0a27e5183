import { alertCuts, type AlertCut } from './alert-cuts.ts';
import { averagePrecision } from './average-precision.ts';
import type { AttackEvent, LabelledScores } from './labelled-scores.ts';
import { rocAuc } from './roc-auc.ts';

/** What a set of alerts finds. */
export interface Finding {
  readonly alerts: number;
  /** Null if no event has a time. */
  readonly alertsPerDay: number | null;
  /** Share of the attack events that are alerts; NaN without an attack. */
  readonly recall: number;
  /** Share of the alerts that are attack events; NaN without an alert. */
  readonly precision: number;
  /** Incidents with at least one event among the alerts. */
  readonly incidentsFound: number;
}

/** What an alert budget finds. */
export interface BudgetFinding extends Finding {
  /** Alerts as a share of all events, from 0 to 1. */
  readonly share: number;
}

/** How one kind of attack fares. */
export interface ScenarioFinding {
  readonly scenario: string;
  readonly technique: string | null;
  readonly events: number;
  readonly incidents: number;
  /** In the order of the report's budgets. */
  readonly budgets: readonly Pick<BudgetFinding, 'share' | 'recall' | 'incidentsFound'>[];
  /** Null if the records carry no decision. */
  readonly decision: Pick<Finding, 'recall' | 'incidentsFound'> | null;
}

/** How well scores find labelled attacks. */
export interface DetectionReport {
  readonly events: number;
  readonly attacks: number;
  readonly incidents: number;
  readonly rejected: number;
  readonly rejectedAttacks: number;
  readonly days: number | null;
  /** Share of attacks among the events: what average precision is without information. */
  readonly baseRate: number;
  readonly averagePrecision: number;
  readonly rocAuc: number;
  readonly budgets: readonly BudgetFinding[];
  /** What the flag `behavior_outlier` finds; null if the records carry none. */
  readonly decision: Finding | null;
  readonly scenarios: readonly ScenarioFinding[];
}

/**
 * Compares scores with the truth, the way a team would feel it: what do we find if we read so many alerts?
 *
 * An incident counts as found when at least one of its events is surely among the alerts (an event that shares its score with
 * more events than fit the budget is not sure to be). Attacks without an incident count in recall, not among incidents.
 *
 * @param options - `shares`: alert budgets as shares of all events, from 0 to 1.
 * @throws RangeError if there is no event or a score is not finite.
 */
export function evaluateDetection(
  events: LabelledScores,
  { shares = [0.001, 0.005, 0.01, 0.02] }: { readonly shares?: readonly number[] } = {},
): DetectionReport {
  const { scores, labels, flags, attacks, rejected, rejectedAttacks, days } = events;
  if (scores.length === 0) throw new RangeError('there are 0 scored events, expected at least 1');
  const cuts = alertCuts(scores, shares);
  const flagged: AlertCut | null = flags && {
    alerts: flags.reduce((sum, flag) => sum + flag, 0),
    covers: (i) => flags[i]!,
  };
  return {
    events: scores.length,
    attacks: attacks.length,
    incidents: incidentsOf(attacks).size,
    rejected,
    rejectedAttacks,
    days,
    baseRate: attacks.length / scores.length,
    averagePrecision: averagePrecision(scores, labels),
    rocAuc: rocAuc(scores, labels),
    budgets: cuts.map((cut, b) => ({ share: shares[b]!, ...findingOf(attacks, cut, days) })),
    decision: flagged && findingOf(attacks, flagged, days),
    scenarios: byScenario(attacks).map(([scenario, members]) => ({
      scenario,
      technique: members[0]!.technique,
      events: members.length,
      incidents: incidentsOf(members).size,
      budgets: cuts.map((cut, b) => ({ share: shares[b]!, ...foundBy(members, cut) })),
      decision: flagged && foundBy(members, flagged),
    })),
  };
}

function findingOf(attacks: readonly AttackEvent[], cut: AlertCut, days: number | null): Finding {
  return {
    alerts: cut.alerts,
    alertsPerDay: days === null ? null : cut.alerts / days,
    precision: coveredOf(attacks, cut) / cut.alerts,
    ...foundBy(attacks, cut),
  };
}

function foundBy(attacks: readonly AttackEvent[], cut: AlertCut): Pick<Finding, 'recall' | 'incidentsFound'> {
  return {
    recall: coveredOf(attacks, cut) / attacks.length,
    incidentsFound: incidentsOf(attacks.filter(({ index }) => cut.covers(index) === 1)).size,
  };
}

function coveredOf(attacks: readonly AttackEvent[], { covers }: AlertCut): number {
  return attacks.reduce((sum, { index }) => sum + covers(index), 0);
}

function incidentsOf(attacks: readonly AttackEvent[]): Set<string> {
  return new Set(attacks.flatMap(({ incident }) => incident ?? []));
}

function byScenario(attacks: readonly AttackEvent[]): [string, AttackEvent[]][] {
  const groups = new Map<string, AttackEvent[]>();
  for (const attack of attacks) {
    const name = attack.scenario ?? 'unnamed';
    const members = groups.get(name);
    if (members) members.push(attack);
    else groups.set(name, [attack]);
  }
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
