import type { BehaviorModel, TrainingSettings } from '@sidecar/scoring';
import type { TrainedClassic } from './classic/train-classic.ts';
import type { TrainingWindow } from './kept/training-window.ts';

/** A trained model of the `classic` preset. */
export interface ClassicModel extends TrainedClassic {
  readonly preset: 'classic';
  readonly settings: TrainingSettings;
  /** The days that were asked for; absent if there was no limit. */
  readonly window?: TrainingWindow;
}

/** A trained model of either preset. */
export type SidecarModel = BehaviorModel | ClassicModel;
