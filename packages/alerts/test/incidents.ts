import type { AlertIncident, AlertMessage, FoundIncident } from '../src/index.ts';

/** An incident as a run found it. */
export function found(key: string, alerts: number, risk = 80, runId = 'run-1'): FoundIncident {
  return { incident: incident(key, alerts, risk), model_version: 'model-1', run_id: runId };
}

export function incident(key: string, alerts: number, risk = 80): AlertIncident {
  return {
    key,
    title: `${key} failed ${alerts} times`,
    sentence: 'A sentence.',
    risk,
    kind: 'account',
    entity: key,
    start: '2026-01-31T10:00:00.000Z',
    end: '2026-01-31T11:00:00.000Z',
    counts: { alerts, failed: 1, accounts: 1, sources: 2, destinations: 3 },
    accounts: [key],
    sources: ['192.0.2.1', '192.0.2.2'],
    destinations: ['a', 'b', 'c'],
    techniques: ['T1110'],
    reasons: [{ code: 'source', share: 1 }],
    event_keys: ['k1', 'k2'],
  };
}

export function message(id: string): AlertMessage {
  return {
    id,
    type: 'incident.opened',
    at: '2026-01-31T11:05:00.000Z',
    telling: 1,
    since_last_told: null,
    ...found(`incident of ${id}`, 3),
  };
}
