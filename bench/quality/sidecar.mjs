// Everything of the built packages that the bench uses, in one place.
export { isFailure, isRejection, normalise } from '../../packages/events/dist/index.js';
export { assign, fitKMeans, fitScaler, scale } from '../../packages/kmeans-model/dist/index.js';
export { generate, scenario, scenarioNames } from '../../packages/log-generator/dist/index.js';
export { createRandom, matrix } from '../../packages/numeric/dist/index.js';
export { evaluateDetection, loadModel, parseConfig, train } from '../../packages/pipeline/dist/index.js';
export {
  createScorer,
  layerNames,
  layerQuestions,
  layerValue,
  scoreClassicBatch,
} from '../../packages/scoring/dist/index.js';
