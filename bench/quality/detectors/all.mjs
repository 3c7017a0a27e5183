import { classic } from './classic.mjs';
import { firstSeen } from './first-seen.mjs';
import { isolationForest } from './isolation-forest.mjs';
import { kmeansDistance } from './kmeans-distance.mjs';
import { ours } from './ours.mjs';
import { plainSum, smoothedSum } from './plain-sum.mjs';
import { userHour } from './user-hour.mjs';

/**
 * Detectors to compare. Each has a `name`, what it is `about`, and `score(context)`, which gives one number per test event, higher
 * for the more suspicious. The context has `train` and `test` events, the numeric `rows` of both, the `classicModel`, and
 * what our model `judged`.
 */
export const detectors = [
  ours,
  classic,
  plainSum,
  smoothedSum,
  firstSeen,
  userHour,
  kmeansDistance,
  isolationForest,
];
