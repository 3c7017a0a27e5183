import {
  driftOnSlices,
  readSlice,
  trainOnSlices,
  type ReadSliceOptions,
  type Slice,
  type SliceRequest,
  type TrainedOnSlices,
  type TrainOnSlicesOptions,
} from '@sidecar/pipeline/slices';
import {
  createWindowScorer,
  writeWindow,
  type WindowScorer,
  type WindowScorerOptions,
} from '@sidecar/pipeline/windows';

/** The work itself, which knows nothing of a queue. */
export interface QueueWork {
  readSlice(request: SliceRequest, options: ReadSliceOptions): Promise<Slice>;
  trainOnSlices(options: TrainOnSlicesOptions): Promise<TrainedOnSlices>;
  driftOnSlices(...of: Parameters<typeof driftOnSlices>): ReturnType<typeof driftOnSlices>;
  createWindowScorer(options: WindowScorerOptions): WindowScorer;
  writeWindow(...of: Parameters<typeof writeWindow>): ReturnType<typeof writeWindow>;
}

export const queueWork: QueueWork = {
  readSlice,
  trainOnSlices,
  driftOnSlices,
  createWindowScorer,
  writeWindow,
};
