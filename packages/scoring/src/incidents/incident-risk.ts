import { type Alert, mainReason } from './alert.ts';
import { alertStrength } from './alert-strength.ts';

/** Alerts of an incident that say the same: one technique, one main reason, one day. */
export interface RiskGroup {
  readonly technique: string;
  readonly code: string;
  /** Days since 1970-01-01, UTC. */
  readonly day: number;
  /** Of its strongest alerts, the strongest first. */
  readonly strengths: readonly number[];
}

/** Groups of an incident by what they say. */
export type RiskGroups = Map<string, RiskGroup>;

const DAY_MS = 86_400_000;
const REPEAT = 1 / 3;
const ANOTHER = 1 / 2;
const HALF_RISK = 10;
/** What decays by two thirds each time is below a thousandth beyond the sixth. */
const KEPT = 6;
const MOST_GROUPS = 1000;

/** Adds an alert to what is known of an incident. Beyond 1,000 groups, alerts that would make another are left out. */
export function addToRisk(groups: RiskGroups, alert: Alert): void {
  const [technique, code, day] = [alert.technique ?? '', mainReason(alert), Math.floor(alert.time / DAY_MS)];
  const name = JSON.stringify([technique, code, day]);
  const known = groups.get(name);
  if (known === undefined && groups.size >= MOST_GROUPS) return;
  const strengths = [...(known?.strengths ?? []), alertStrength(alert)].sort((a, b) => b - a).slice(0, KEPT);
  groups.set(name, { technique, code, day, strengths });
}

/**
 * Raw risk of an incident: its alerts' strengths (`-log10 p`, at most 6), stacked so that saying the same again adds little.
 *
 * With `S(r; v) = v1 + r v2 + r² v3 + ...` over values in falling order: alerts of one technique, main reason and day
 * are `g = S(1/3; strengths)`, a technique is `t = S(1/2; its g)`, and the incident is the plain sum of its `t`. So a
 * technique counts less than three times its strongest alert however often it is repeated, and three techniques outrank any
 * flood of one that is no rarer. Adding an alert never lowers it.
 *
 * @returns From 0; below 18 per technique.
 * @example
 * rawRisk([{ technique: 'T1078', code: 'hour', day: 0, strengths: [3, 3] }]); // => 4
 */
export function rawRisk(groups: Iterable<RiskGroup>): number {
  const techniques = new Map<string, number[]>();
  for (const { technique, strengths } of groups) {
    const stacks = techniques.get(technique) ?? [];
    stacks.push(stacked(strengths, REPEAT));
    techniques.set(technique, stacks);
  }
  const risks = [...techniques.values()].map((stacks) => stacked(stacks, ANOTHER));
  return stacked(risks, 1);
}

/**
 * Risk for people, `100 (1 - 2^(-raw / 10))`: from 0 to below 100; 50 is a raw risk of 10, such as three techniques at one
 * in 2,000 each.
 */
export function displayedRisk(raw: number): number {
  return 100 * (1 - 2 ** (-raw / HALF_RISK));
}

function stacked(values: readonly number[], decay: number): number {
  let sum = 0;
  let factor = 1;
  for (const value of [...values].sort((a, b) => b - a)) {
    sum += factor * value;
    factor *= decay;
  }
  return sum;
}
