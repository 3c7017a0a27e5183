import type { Observation } from '@sidecar/features';

/** Observations in time order that can be gone through again and again. */
export interface OrderedObservations {
  readonly size: number;
  at(place: number): Observation;
}
