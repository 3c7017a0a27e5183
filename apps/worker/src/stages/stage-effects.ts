import { writeProfiles, writeStageLedger } from '@sidecar/pipeline';
import { adoptModel, serverTime, trainingSpan } from '@sidecar/pipeline/slices';
import { ensureGeneration, trimWindows, writeIncidents } from '@sidecar/pipeline/windows';

/**
 * All that stages ask of the world and change in it, beside what the engine does and the checkpoint. Each may be done again, with the same result.
 * In one place, so that tests can end the process between any two.
 */
export interface StageEffects {
  /** By Splunk's clock, which index times come from: that of this machine may be wrong. */
  readonly serverTime: typeof serverTime;
  readonly trainingSpan: typeof trainingSpan;
  readonly ensureGeneration: typeof ensureGeneration;
  readonly writeIncidents: typeof writeIncidents;
  readonly trimWindows: typeof trimWindows;
  readonly writeProfiles: typeof writeProfiles;
  readonly adoptModel: typeof adoptModel;
  readonly writeStageLedger: typeof writeStageLedger;
}

export const stageEffects: StageEffects = {
  serverTime,
  trainingSpan,
  ensureGeneration,
  writeIncidents,
  trimWindows,
  writeProfiles,
  adoptModel,
  writeStageLedger,
};
