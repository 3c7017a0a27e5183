import type { FoundIncident } from './alert-message.ts';

/** What is remembered from one decision to the next: plain data that survives JSON. */
export interface AlertPolicyState {
  readonly version: 1;
  /** Epoch ms of the last decision. */
  readonly now: number;
  /** Incidents that were told and may still grow, the one told first comes first. */
  readonly followed: readonly FollowedIncident[];
}

/** An incident that was told. */
export interface FollowedIncident {
  readonly key: string;
  /** How often. */
  readonly tellings: number;
  /** Epoch ms of the last telling. */
  readonly toldAt: number;
  /** Alerts and risk as they were told. */
  readonly alerts: number;
  readonly risk: number;
  /** Epoch ms of the last decision at which it had grown. */
  readonly grownAt: number;
  /** As it is now, if it has grown since it was told. */
  readonly untold: FoundIncident | null;
}
