import type { LedgerEntry } from '@sidecar/pipeline';
import type { SetAside } from '@sidecar/pipeline/checkpoint';

/** How a worker is, as `sidecar status --json` prints it. */
export interface StatusFacts {
  /** ISO time. */
  readonly now: string;
  /** Whose clock that is: the server's, or this machine's if the server does not answer. */
  readonly clock: 'server' | 'local';
  /** The model in use; null if there is none. */
  readonly model: {
    readonly version: string;
    /** ISO time; null if nobody noted it. */
    readonly createdAt: string | null;
    readonly trainedOn: number;
    readonly accounts: number;
  } | null;
  /** How far it has scored; null if it has not begun. */
  readonly scoring: {
    /** Index time up to which everything is scored, written and confirmed, ISO. */
    readonly scoredTo: string;
    readonly lagSeconds: number;
    /** Of the last window. */
    readonly modelVersion: string;
    readonly setAside: readonly SetAside[];
  } | null;
  /** Alerts (outliers) a day; null before scoring has begun. */
  readonly alerts: {
    /** Mean of the last whole days, a week at most; null before there is one. */
    readonly perDay: number | null;
    readonly byDay: Readonly<Record<string, number>>;
    /** What the model promises of a day; null without a budget. */
    readonly promise: { readonly expected: number; readonly least: number; readonly most: number } | null;
  } | null;
  /** Runs of late, oldest first; null if they are not written to KV Store, or it cannot be read. */
  readonly runs: readonly LedgerEntry[] | null;
  /** What stood in the way of asking Splunk; null if nothing did. */
  readonly splunkProblem: string | null;
}
