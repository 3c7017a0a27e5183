import { remembered } from '@sidecar/numeric';
import { pValueFields, type ScoreFields } from '../records/score-fields.ts';

/** Numbers of one field that are remembered. */
const MOST_NUMBERS = 8192;
/** Ways to decide, of which the endings are remembered; at one more all are forgotten. */
const MOST_SOURCES = 64;

/**
 * The fields of a score as JSON writes them, without the braces: what `createFieldsText` gives, in fewer and larger pieces, as most
 * numbers repeat, four fields tell the same p-value, and most events have no explanation.
 *
 * @returns A function of what `scoreFields` gave.
 */
export function createScoreFieldsText(): (fields: ScoreFields) => string {
  const cluster = textOfNumber('cluster_id');
  const distance = textOfNumber('outlier_score');
  const rarity = textOfNumber('cluster_rarity');
  const signature = textOfNumber('signature_rarity');
  const hour = textOfNumber('user_hour_score');
  const pValue = remembered((p) => `${inside(pValueFields(p))},`, MOST_NUMBERS);
  const confidence = textOfNumber('confidence');
  const endings = new Map<string, string[]>();

  const ending = (fields: ScoreFields): string => {
    const { reasons, sentence, counterfactual, mitre_technique, outlier_decision_source: source } = fields;
    if (reasons.length > 0 || sentence !== '' || counterfactual !== '' || mitre_technique !== null)
      return endingText(fields);
    let known = endings.get(source);
    if (known === undefined) {
      if (endings.size === MOST_SOURCES) endings.clear();
      endings.set(source, (known = []));
    }
    return (known[flagsOf(fields)] ??= endingText(fields));
  };

  return (fields) =>
    cluster(fields.cluster_id) +
    distance(fields.outlier_score) +
    rarity(fields.cluster_rarity) +
    signature(fields.signature_rarity) +
    hour(fields.user_hour_score) +
    pValue(fields.p_value) +
    confidence(fields.confidence) +
    ending(fields);
}

function textOfNumber(name: keyof ScoreFields): (value: number) => string {
  return remembered((value) => `"${name}":${JSON.stringify(value)},`, MOST_NUMBERS);
}

/** Four bits. */
function flagsOf(fields: ScoreFields): number {
  const { behavior_outlier, behavior_outlier_user, behavior_outlier_cluster, behavior_outlier_global } =
    fields;
  return (
    behavior_outlier + 2 * behavior_outlier_user + 4 * behavior_outlier_cluster + 8 * behavior_outlier_global
  );
}

/** From the decision on. */
function endingText(fields: ScoreFields): string {
  return inside({
    behavior_outlier: fields.behavior_outlier,
    behavior_outlier_user: fields.behavior_outlier_user,
    behavior_outlier_cluster: fields.behavior_outlier_cluster,
    behavior_outlier_global: fields.behavior_outlier_global,
    outlier_decision_source: fields.outlier_decision_source,
    reasons: fields.reasons,
    sentence: fields.sentence,
    counterfactual: fields.counterfactual,
    mitre_technique: fields.mitre_technique,
  });
}

function inside(fields: Partial<ScoreFields>): string {
  return JSON.stringify(fields).slice(1, -1);
}
