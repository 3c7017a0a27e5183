import type { BehaviorModel, TrainingSettings } from '@sidecar/scoring';
import type { TrainedClassic } from './classic/train-classic.ts';

/** A trained model of the `classic` preset. */
export interface ClassicModel extends TrainedClassic {
  readonly preset: 'classic';
  readonly settings: TrainingSettings;
}

/** A trained model of either preset. */
export type SidecarModel = BehaviorModel | ClassicModel;
