import { remembered } from '@sidecar/numeric';
import {
  type Decision,
  type Explanation,
  layerNames,
  oneIn,
  type Reason,
  type Scored,
} from '@sidecar/scoring';

/** What scoring adds to an event. */
export interface ScoreFields {
  readonly cluster_id: number;
  /** How unusual the distance to the cluster, the cluster for the account, the signature for the cluster and the hour for the account are, in [0, 1]. */
  readonly outlier_score: number;
  readonly cluster_rarity: number;
  readonly signature_rarity: number;
  readonly user_hour_score: number;
  /** `score / 100`. */
  readonly final_anomaly_score: number;
  /** Share of quiet events that score lower, in percent. */
  readonly score: number;
  readonly p_value: number;
  /** About one in so many quiet events scores as high. */
  readonly one_in: number;
  /** How well the account is known, in [0, 1). */
  readonly confidence: number;
  readonly behavior_outlier: 0 | 1;
  readonly behavior_outlier_user: 0 | 1;
  readonly behavior_outlier_cluster: 0 | 1;
  readonly behavior_outlier_global: 0 | 1;
  readonly outlier_decision_source: string;
  /** Empty for events that are neither outliers nor among the highest 1 %. */
  readonly reasons: readonly Reason[];
  readonly sentence: string;
  readonly counterfactual: string;
  readonly mitre_technique: string | null;
}

/** Events above this p-value are explained only if they are outliers. */
const EXPLAINED_P = 0.01;
export const noExplanation: Explanation = {
  reasons: [],
  sentence: '',
  counterfactual: '',
  mitre_technique: null,
};

const [DISTANCE, CLUSTER, SIGNATURE, HOUR] = [
  'cluster_distance',
  'cluster_given_user',
  'signature_given_cluster',
  'hour',
].map((name) => layerNames.indexOf(name)) as [number, number, number, number];

/** What the fields of an event's score are made of. */
export interface ScoreParts {
  readonly cluster: number;
  /** As `outlier_score`, `cluster_rarity`, `signature_rarity` and `user_hour_score`. */
  readonly distance: number;
  readonly rarity: number;
  readonly signature: number;
  readonly hour: number;
  readonly pValue: number;
  readonly confidence: number;
  readonly decision: Decision;
  /** `noExplanation` for events that are neither outliers nor among the highest 1 %. */
  readonly explanation: Explanation;
}

/** @param explain - From `createExplainer` of the scorer that scored the event. */
export function scoreParts(scored: Scored, explain: (scored: Scored) => Explanation): ScoreParts {
  const { cluster, surprises, pValue, confidence, decision } = scored;
  const isExplained = decision.behavior_outlier === 1 || pValue <= EXPLAINED_P;
  return {
    cluster,
    distance: unusualness(surprises[DISTANCE]!),
    rarity: unusualness(surprises[CLUSTER]!),
    signature: unusualness(surprises[SIGNATURE]!),
    hour: unusualness(surprises[HOUR]!),
    pValue,
    confidence,
    decision,
    explanation: isExplained ? explain(scored) : noExplanation,
  };
}

export function scoreFields(parts: ScoreParts): ScoreFields {
  const { decision, explanation } = parts;
  return {
    cluster_id: parts.cluster,
    outlier_score: parts.distance,
    cluster_rarity: parts.rarity,
    signature_rarity: parts.signature,
    user_hour_score: parts.hour,
    ...pValueFields(parts.pValue),
    confidence: parts.confidence,
    ...decision,
    reasons: explanation.reasons,
    sentence: explanation.sentence,
    counterfactual: explanation.counterfactual,
    mitre_technique: explanation.mitre_technique,
  };
}

/** The fields that tell a p-value, in (0, 1], each in its way. */
export function pValueFields(
  pValue: number,
): Pick<ScoreFields, 'final_anomaly_score' | 'score' | 'p_value' | 'one_in'> {
  return {
    final_anomaly_score: 1 - pValue,
    score: 100 * (1 - pValue),
    p_value: pValue,
    one_in: oneIn(pValue),
  };
}

/** `1 - p` of a surprise; 0 for a facet that the event does not have. */
const unusualness = remembered((surprise) => (Number.isNaN(surprise) ? 0 : 1 - 10 ** -surprise));
