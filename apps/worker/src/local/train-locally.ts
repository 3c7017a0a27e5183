import { mergeCounts } from '@sidecar/pipeline/slices';
import { isEnough } from '../stages/is-enough.ts';
import type { TrainingJob, TrainingOutcome } from '../stages/stage-engine.ts';
import type { LocalRun } from './create-local-engine.ts';
import { readSlicesLocally } from './read-slices-locally.ts';
import { withWorkFolder } from './with-work-folder.ts';

/** Reads all slices and trains on them: the same model as many workers make of them. */
export function trainLocally(
  { config, slices, now }: TrainingJob,
  { patiently, run, work }: LocalRun,
): Promise<TrainingOutcome> {
  return withWorkFolder(async (folder) => {
    const read = await readSlicesLocally(slices, { stage: 'train', config, folder, patiently, run, work });
    const { setAside, missing } = read;
    if (!isEnough(slices.length, setAside.length)) {
      const counts = mergeCounts(read.slices.map(({ facts }) => facts));
      return { model: null, profiles: null, counts, setAside };
    }
    const { signal } = run;
    const trained = await work.trainOnSlices({
      slices: read.slices,
      missing,
      config,
      now,
      signal,
      onProgress: ({ stage, done }) => run.onProgress(stage, done),
    });
    return { ...trained, setAside };
  });
}
