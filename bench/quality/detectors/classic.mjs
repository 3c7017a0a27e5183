import { scoreClassicBatch } from '../sidecar.mjs';

/** The formula of the system that this project succeeds. Its scores depend on the whole batch, which here is the whole future. */
export const classic = {
  name: 'classic',
  about: 'the preset `classic`: the first system’s features, clusters and weighted sum',
  score: ({ test, classicModel }) =>
    scoreClassicBatch(test, classicModel).map((scored) => scored.final_anomaly_score),
};
