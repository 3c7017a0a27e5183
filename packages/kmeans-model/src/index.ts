export { adjustedRand } from './adjusted-rand.ts';
export { assign, type Assignment } from './assign.ts';
export { chooseK, type ChooseKOptions, type ChosenK, type CurvePoint } from './choose-k.ts';
export { compareCounts, type CategoryShift, type CountComparison, type Counts } from './compare-counts.ts';
export { distinctRows, type DistinctRows } from './distinct-rows.ts';
export {
  driftReport,
  type BeforeAfter,
  type DriftComparison,
  type DriftInput,
  type DriftOptions,
  type DriftReport,
} from './drift-report.ts';
export { fitKMeans, type KMeansOptions } from './fit-kmeans.ts';
export { type KMeansModel } from './kmeans-model.ts';
export { meanSilhouette, type MeanSilhouetteOptions } from './mean-silhouette.ts';
export { fitScaler, scale, type Scaler } from './scaler.ts';
export { silhouette, type SilhouetteOptions } from './silhouette.ts';
export { nearest } from '@sidecar/numeric';
