import type { Writable } from 'node:stream';
import type { IncidentRecord, SidecarConfig } from '@sidecar/pipeline';

/** Tells people and programs of incidents, by what `alerts` of the configuration says. */
export interface Alerting {
  /**
   * Which incidents are told now, put into the outbox. Pure: the same state, incidents and time give the same state, with the same messages
   * under the same ids, so a batch that is done again after a kill tells nothing else.
   *
   * Call it for every batch, with no incidents as well: what came in within a quiet time is told when that is over.
   *
   * @param state - What the call before returned, or `deliver`, also after JSON. Null or undefined to begin.
   * @param incidents - Those that were opened or grew (ended ones do no harm), as they are now; a later one of the same key replaces an earlier one.
   * @param now - The time by which quiet times go: the index time up to which is scored, not the wall clock, so that catching up is as quiet as
   *   following. An earlier time than before counts as the one before.
   * @throws TypeError if the state is none that this or an earlier version wrote.
   */
  decide(state: unknown, incidents: readonly IncidentRecord[], now: Date): Decided;

  /**
   * Sends what is in the outbox and due, to all targets at the same time. Call it when the state is written down, and write down what it gives:
   * a kill between sends again, under the same id. Does not fail for a target's sake: that is logged, counted, and tried again by a later call.
   * When aborted it returns at once what is known by then.
   *
   * @throws TypeError as `decide`.
   */
  deliver(state: unknown, options?: DeliverOptions): Promise<AlertingState>;
}

export interface Decided {
  readonly state: AlertingState;
  /** Messages that were put into the outbox, whatever the number of targets. */
  readonly queued: number;
}

/** Plain data that survives JSON, bounded. What is in it is for `Alerting` alone. */
export interface AlertingState {
  readonly version: 1;
  readonly policy: unknown;
  readonly outbox: unknown;
}

export interface DeliverOptions {
  readonly signal?: AbortSignal | undefined;
  readonly log?: AlertLog | undefined;
  readonly metrics?: AlertMetrics | undefined;
}

/** Where it is told what became of alerts: a pino logger will do. No secret, and of an address its origin alone. */
export interface AlertLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface AlertMetrics {
  /** @param target - `stdout`, `hec <origin>` or `webhook <origin>`. */
  alertsSent(target: string, outcome: AlertOutcome, n: number): void;
}

/** `failed` is tried again; `refused` (the receiver does not want it) and `given_up` (too long in the outbox) are lost. */
export type AlertOutcome = 'delivered' | 'failed' | 'refused' | 'given_up';

export interface AlertingOptions {
  readonly config: SidecarConfig;
  /** Clock by which is signed, waited and given up. @default the system's */
  readonly now?: () => Date;
  /** Waits, no longer than until the signal is aborted. @default a timer */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Where alerts are written with `alerts.stdout`. @default process.stdout */
  readonly stdout?: Writable;
  /** Where proxies are named. @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** Told at once where alerts travel unencrypted. */
  readonly log?: AlertLog | undefined;
}
