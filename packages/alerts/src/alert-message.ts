/** What is told of an incident. */
export interface AlertIncident {
  /** The same as long as the incident grows. */
  readonly key: string;
  readonly title: string;
  readonly sentence: string;
  /** 0 to 100. */
  readonly risk: number;
  readonly kind: string;
  readonly entity: string;
  /** Times of its first and last alert, ISO. */
  readonly start: string;
  readonly end: string;
  readonly counts: {
    /** Events that it is made of; grows as long as the incident does. */
    readonly alerts: number;
    readonly failed: number;
    readonly accounts: number;
    readonly sources: number;
    readonly destinations: number;
  };
  readonly accounts: readonly string[];
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly techniques: readonly string[];
  readonly reasons: readonly { readonly code: string; readonly share: number }[];
  /** Keys of its strongest events. */
  readonly event_keys: readonly string[];
}

/** An incident as a run found it. */
export interface FoundIncident {
  readonly incident: AlertIncident;
  readonly model_version: string;
  readonly run_id: string;
}

/** One telling of an incident: what receivers get, as JSON. */
export interface AlertMessage {
  /** The same however often it is sent; no other message has it. Receivers know repeats by it. */
  readonly id: string;
  /** The first telling of an incident, or a later one. */
  readonly type: 'incident.opened' | 'incident.updated';
  /** When it was decided to tell, ISO; not when it was sent. */
  readonly at: string;
  /** The how manieth telling of this incident, from 1. */
  readonly telling: number;
  /** What came in between; null for the first telling. */
  readonly since_last_told: {
    readonly at: string;
    readonly alerts_added: number;
    readonly risk_before: number;
  } | null;
  readonly incident: AlertIncident;
  readonly model_version: string;
  readonly run_id: string;
}
