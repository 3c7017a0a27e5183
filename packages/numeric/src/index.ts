export { matrix, type Matrix } from './matrix.ts';
export { quantile } from './quantile.ts';
export { createRandom, type Random } from './random.ts';
export { requireFinite, requireInteger } from './require.ts';
