/** Why an event scored as it did: one part of the score. */
export interface Reason {
  readonly code?: unknown;
  /** Points of the score; all of a record's reasons add up to it. */
  readonly contribution?: unknown;
  readonly typical?: unknown;
  readonly actual?: unknown;
  readonly baseline_events?: unknown;
  readonly baseline_days?: unknown;
}

/** A scored line as far as it is shown. It comes from a file, so nothing about its values is certain. */
export interface ScoredRecord {
  readonly rejected?: unknown;
  readonly _key?: unknown;
  readonly TimeCreated?: unknown;
  readonly user?: unknown;
  readonly src?: unknown;
  readonly dest?: unknown;
  readonly signature?: unknown;
  readonly behavior_outlier?: unknown;
  readonly score?: unknown;
  readonly final_anomaly_score?: unknown;
  readonly outlier_score?: unknown;
  readonly cluster_rarity?: unknown;
  readonly signature_rarity?: unknown;
  readonly user_hour_score?: unknown;
  readonly p_value?: unknown;
  readonly sentence?: unknown;
  readonly counterfactual?: unknown;
  readonly mitre_technique?: unknown;
  readonly confidence?: unknown;
  readonly reasons?: unknown;
}
