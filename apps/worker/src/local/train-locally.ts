import { mergeCounts, trainOnSlices } from '@sidecar/pipeline/slices';
import type { Patience } from '../stages/create-patience.ts';
import { isEnough } from '../stages/is-enough.ts';
import type { StageRun, TrainingJob, TrainingOutcome } from '../stages/stage-engine.ts';
import { readSlicesLocally } from './read-slices-locally.ts';
import { withWorkFolder } from './with-work-folder.ts';

/** Reads all slices and trains on them: the same model as many workers make of them. */
export function trainLocally(
  { config, slices, now }: TrainingJob,
  { patiently, run }: { readonly patiently: Patience; readonly run: StageRun },
): Promise<TrainingOutcome> {
  return withWorkFolder(async (folder) => {
    const read = await readSlicesLocally(slices, { stage: 'train', config, folder, patiently, run });
    const { setAside, missing } = read;
    if (!isEnough(slices.length, setAside.length)) {
      const counts = mergeCounts(read.slices.map(({ facts }) => facts));
      return { model: null, profiles: null, counts, setAside };
    }
    const { signal } = run;
    const trained = await trainOnSlices({
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
