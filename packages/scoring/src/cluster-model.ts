/** What clustering learned, plain data. Cluster `c` has centroid `centroids[c]`. */
export interface ClusterModel {
  readonly k: number;
  /** Silhouette, inertia and stability of every k that was tried. */
  readonly curve: readonly ClusterCurvePoint[];
  /** Each k x columns of a behaviour row. */
  readonly centroids: readonly (readonly number[])[];
  /** Per cluster: distances of its training events to the centroid, ascending, with how many events lie at each. */
  readonly distances: readonly (readonly (readonly [distance: number, events: number])[])[];
  /** Per cluster: events per signature. */
  readonly signatures: readonly (readonly (readonly [signature: string, events: number])[])[];
}

export interface ClusterCurvePoint {
  readonly k: number;
  readonly silhouette: number;
  readonly inertia: number;
  readonly stability: number;
}
