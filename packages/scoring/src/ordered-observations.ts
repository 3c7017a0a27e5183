import type { Observation } from '@sidecar/features';

/** Observations in time order that can be gone through again and again. */
export interface OrderedObservations {
  readonly size: number;
  /** Those from place `from` on and before place `to`, in order. */
  between(from: number, to: number): Iterable<Observation>;
}

/** Observations that are held in memory. */
export function observationsOf(list: readonly Observation[]): OrderedObservations {
  return { size: list.length, between: (from, to) => list.slice(from, to) };
}

/** A part of observations, from place `from` on and before place `to`. */
export function partOf(observations: OrderedObservations, from: number, to: number): OrderedObservations {
  return { size: to - from, between: (first, end) => observations.between(from + first, from + end) };
}
