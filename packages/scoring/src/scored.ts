import type { Observation } from '@sidecar/features';
import type { Decision } from './decide.ts';
import type { JudgedBy } from './history/history-tables.ts';
import type { Recent } from './recent/recent-tracker.ts';

/** One judged event. */
export interface Scored {
  readonly observation: Observation;
  readonly cluster: number;
  /** `-log10 p` per `layerNames`, NaN where the event lacks the facet; after habits and the account's own noise. */
  readonly surprises: readonly number[];
  /** What happened since the baseline was made. */
  readonly recent: Recent;
  /** Weighted sum of what the surprises are worth, and what the context adds; no unit, above 0. */
  readonly rawScore: number;
  /** How often a quiet event scores at least this high, in (0, 1]. */
  readonly pValue: number;
  /** 100 (1 - pValue): the share of quiet events that score lower, in percent. */
  readonly score: number;
  /** How much of a history the account has: events / (events + 30), in [0, 1). */
  readonly confidence: number;
  readonly decision: Decision;
  /** What it was judged by. */
  readonly history: JudgedBy;
}
