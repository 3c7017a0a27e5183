import type { DriftReport } from '@sidecar/kmeans-model';
import type { Burst } from '../bursts/burst.ts';
import type { SidecarModel } from '../model.ts';
import type { EventStore } from '../store/create-event-store.ts';
import { countBehavior } from './count-behavior.ts';
import { countClassic } from './count-classic.ts';

/** Whether behaviour has moved, bursts of failures set aside: they are an attack or an outage, not how things are now. */
export interface BehaviourDrift extends DriftReport {
  /** Oldest first; their events are in none of the comparisons. */
  readonly bursts: readonly Burst[];
  /** What the verdict would be with the events of the bursts; null without any. */
  readonly withBursts: Pick<DriftReport, 'drifted' | 'culprit'> | null;
}

/** Counts of new events by what a model has counted of its training events. */
export interface BehaviourCounts {
  /** Takes the events, in any order. */
  readonly events: Pick<EventStore, 'add' | 'addById' | 'kinds'>;
  /** Compares with the model. @param significance - Chance of a false alarm, in [0, 1]. */
  compare(significance: number, signal?: AbortSignal): Promise<BehaviourDrift>;
  /** Lets go of the events. */
  remove(): Promise<void>;
}

export function createBehaviourCounts(model: SidecarModel): BehaviourCounts {
  return model.preset === 'classic' ? countClassic(model) : countBehavior(model);
}
