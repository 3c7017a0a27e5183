import { serialiseModel } from '@sidecar/pipeline/registry';
import { mergeCounts, type TrainedOnSlices } from '@sidecar/pipeline/slices';
import { isEnough } from '../../stages/is-enough.ts';
import { putJson, putText } from '../exchange/json-blob.ts';
import type { JobContext } from './job-context.ts';
import type { ReduceJob, SlicesResult } from './job-data.ts';
import { slicesToOpen } from './slices-to-open.ts';

/** What a training lays down beside its model. */
export interface Reduced extends Omit<TrainedOnSlices, 'model'> {
  readonly hasModel: boolean;
}

/** Trains on all slices that could be read, unless too many could not, and lays down the model and what it was trained on. */
export async function reduceJob(job: ReduceJob, context: JobContext): Promise<SlicesResult> {
  const { flow } = job;
  const { slices, failed } = await slicesToOpen(flow, context);
  const { model, ...rest } = isEnough(job.slices.length, failed.length)
    ? await train(job, { ...context, slices, missing: failed.map(({ index }) => job.slices[index]!) })
    : { model: null, profiles: null, counts: mergeCounts(slices.map(({ facts }) => facts)) };
  if (model !== null) await putText(context.exchange, flow, 'model', serialiseModel(model));
  const reduced: Reduced = { ...rest, hasModel: model !== null };
  await putJson(context.exchange, flow, 'outcome', reduced);
  return { failed };
}

type Train = Pick<JobContext, 'config' | 'work' | 'signal'> &
  Pick<Parameters<JobContext['work']['trainOnSlices']>[0], 'slices' | 'missing'>;

function train({ now }: ReduceJob, { config, work, signal, ...slices }: Train): Promise<TrainedOnSlices> {
  return work.trainOnSlices({ ...slices, config, now: new Date(now), signal });
}
