export { chiSquareSurvival } from './chi-square-survival.ts';
export { logGamma } from './log-gamma.ts';
export { matrix, type Matrix } from './matrix.ts';
export { euclidean, nearest } from './nearest.ts';
export { quantile } from './quantile.ts';
export { createRandom, type Random } from './random.ts';
export { regularisedGammaQ } from './regularised-gamma-q.ts';
export { requireFinite, requireInteger, requirePositive } from './require.ts';
export { remembered } from './remembered.ts';
