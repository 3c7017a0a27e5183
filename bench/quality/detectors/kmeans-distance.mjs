import { assign, fitKMeans, fitScaler, matrix, scale } from '../sidecar.mjs';

const mostRows = 4000;

/** How far an event is from the nearest cluster. */
export const kmeansDistance = {
  name: 'k-means distance',
  about:
    'distance to the nearest of 10 centroids (fewer for fewer rows) of the rows that the isolation forest sees, each column scaled to its range; fitted on 4,000 training rows',
  score({ rows: [train, test] }) {
    const scaler = fitScaler(train);
    const x = thinned(scale(scaler, train));
    const model = fitKMeans(x, { k: Math.min(10, Math.ceil(x.rows / 20)), seed: 1, restarts: 5 });
    return Array.from(assign(model, scale(scaler, test)).distances);
  },
};

/** Evenly spaced rows, at most `mostRows`. */
function thinned({ rows, columns, data }) {
  const step = Math.ceil(rows / mostRows);
  const kept = Array.from({ length: Math.ceil(rows / step) }, (_, i) => i * step);
  return matrix(kept.map((i) => Array.from(data.subarray(i * columns, (i + 1) * columns))));
}
