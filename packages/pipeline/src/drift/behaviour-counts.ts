import type { AuthEvent } from '@sidecar/events';
import type { DriftReport } from '@sidecar/kmeans-model';
import type { SidecarModel } from '../model.ts';
import { countBehavior } from './count-behavior.ts';
import { countClassic } from './count-classic.ts';

/** Counts of new events by what a model has counted of its training events. */
export interface BehaviourCounts {
  add(event: AuthEvent): void;
  /** Compares with the model. @param significance - Chance of a false alarm, in [0, 1]. */
  compare(significance: number): DriftReport;
}

export function createBehaviourCounts(model: SidecarModel): BehaviourCounts {
  return model.preset === 'classic' ? countClassic(model) : countBehavior(model);
}
