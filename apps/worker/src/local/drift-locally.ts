import type { DriftJob, DriftOutcome } from '../stages/stage-engine.ts';
import type { LocalRun } from './create-local-engine.ts';
import { readSlicesLocally } from './read-slices-locally.ts';
import { withWorkFolder } from './with-work-folder.ts';

/** Reads all slices and compares them with what the model has learned. */
export function driftLocally(
  { config, model, slices }: DriftJob,
  { patiently, run, work }: LocalRun,
): Promise<DriftOutcome> {
  return withWorkFolder(async (folder) => {
    const read = await readSlicesLocally(slices, { stage: 'drift', config, folder, patiently, run, work });
    const compared = await work.driftOnSlices(model.model, read.slices, { config, signal: run.signal });
    return { ...compared, setAside: read.setAside };
  });
}
