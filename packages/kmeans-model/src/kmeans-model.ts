/** Clusters as plain data that survives JSON. Ordered by weight, the heaviest first; equally heavy ones by centroid. */
export interface KMeansModel {
  readonly k: number;
  /** `k` rows; every row of data belongs to the nearest. */
  readonly centroids: number[][];
  /** Weighted sum of squared distances from the training rows to their centroids. */
  readonly inertia: number;
  /** Lloyd iterations of the fit that was kept. */
  readonly iterations: number;
  /** False if `maxIterations` ended the fit. Labels agree with the centroids all the same. */
  readonly converged: boolean;
  /** Weight of the training rows in each cluster. */
  readonly clusterWeights: number[];
}
