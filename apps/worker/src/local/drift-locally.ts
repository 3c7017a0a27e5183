import { driftOnSlices } from '@sidecar/pipeline/slices';
import type { Patience } from '../stages/create-patience.ts';
import type { DriftJob, DriftOutcome, StageRun } from '../stages/stage-engine.ts';
import { readSlicesLocally } from './read-slices-locally.ts';
import { withWorkFolder } from './with-work-folder.ts';

/** Reads all slices and compares them with what the model has learned. */
export function driftLocally(
  { config, model, slices }: DriftJob,
  { patiently, run }: { readonly patiently: Patience; readonly run: StageRun },
): Promise<DriftOutcome> {
  return withWorkFolder(async (folder) => {
    const read = await readSlicesLocally(slices, { stage: 'drift', config, folder, patiently, run });
    const compared = await driftOnSlices(model.model, read.slices, { config, signal: run.signal });
    return { ...compared, setAside: read.setAside };
  });
}
