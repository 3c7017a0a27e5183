import { createScorer, layerNames, layerValue } from '../sidecar.mjs';
import { configOf } from '../train-model.mjs';

/** The model as it comes: preset `behavior`, nothing configured. */
export const ours = {
  name: 'ours',
  about: 'the preset `behavior` as it comes, nothing configured',
  score: ({ judged }) => judged.rawScores,
};

/** Every layer of the model by itself. */
export const layers = layerNames.map((name, j) => ({ name, score: ({ judged }) => judged.layerScores[j] }));

/**
 * Scores events in their order.
 *
 * @param forget - What is left of what is recent to an event.
 * @returns `rawScores`, the observations behind them, and the scores of each layer alone (null unless wanted); an absent facet
 *   counts as the most ordinary, as it does in the model.
 */
export function judge(model, test, { withLayers = true, forget = (recent) => recent } = {}) {
  const scorer = createScorer(model, { decision });
  const layerScores = withLayers ? layerNames.map(() => new Float64Array(test.length)) : null;
  const rawScores = [];
  for (const event of test) {
    const { observation, recent } = scorer.score(event);
    const { rawScore, surprises } = scorer.scoreObservation(observation, forget(recent));
    layerScores?.forEach((scores, j) => (scores[rawScores.length] = layerValue(surprises[j])));
    rawScores.push(rawScore);
  }
  return { rawScores, layerScores };
}

const { modeling } = configOf('behavior');
/** Flags do not matter to a ranking; the scorer wants to know anyway. */
const decision = {
  outlierMode: modeling.outlier_mode,
  combinedLogic: modeling.combined_logic,
  enabled: { user: true, cluster: true, global: true },
  alertsPerDay: modeling.alerts_per_day,
};
