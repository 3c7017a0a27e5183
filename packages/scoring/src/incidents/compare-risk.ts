import type { Incident } from './incident.ts';

/** The order in which incidents are told: the riskiest first; equal ones by time, then by key. */
export function compareRisk(a: Incident, b: Incident): number {
  return b.rawRisk - a.rawRisk || a.start - b.start || (a.firstKey < b.firstKey ? -1 : 1);
}
