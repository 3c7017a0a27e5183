import type { Alert } from './alert.ts';
import { describeIncident, type Incident } from './incident.ts';
import type { OpenIncident } from './open-incident.ts';

/** Plain data of a map: its entries, in their order. */
type Plain<Value> = Value extends Map<infer Key, infer Item> ? readonly (readonly [Key, Item])[] : Value;

/** An open incident as plain data that survives JSON. */
export type StoredIncident = { readonly [Name in keyof OpenIncident]: Plain<OpenIncident[Name]> };

/** All that a grouper remembers: incidents that may still grow, the idlest first, and the alerts of the latest instant. */
export interface IncidentGrouperState {
  readonly version: 1;
  readonly open: readonly StoredIncident[];
  readonly instant: readonly Alert[];
}

/** A copy that later alerts do not change. */
export function storeIncident(incident: OpenIncident): StoredIncident {
  const entries = Object.entries(incident).map(([name, value]: [string, unknown]) => [
    name,
    value instanceof Map ? [...value] : value,
  ]);
  return Object.fromEntries(entries) as StoredIncident;
}

export function restoreIncident(stored: StoredIncident): OpenIncident {
  return {
    ...stored,
    accounts: new Map(stored.accounts),
    failedAccounts: new Map(stored.failedAccounts),
    succeededAccounts: new Map(stored.succeededAccounts),
    sources: new Map(stored.sources),
    destinations: new Map(stored.destinations),
    signatures: new Map(stored.signatures),
    techniques: new Map(stored.techniques),
    reasons: new Map(stored.reasons),
    risk: new Map(stored.risk),
  };
}

/** What is told of an incident that may still grow, as it is now. */
export function describeStored(stored: StoredIncident): Incident {
  return describeIncident(restoreIncident(stored));
}
