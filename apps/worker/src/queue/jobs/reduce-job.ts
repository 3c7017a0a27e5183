import { serialiseModel } from '@sidecar/pipeline/registry';
import { putJson, putText } from '../exchange/json-blob.ts';
import type { JobContext } from './job-context.ts';
import type { ReduceJob, SlicesResult } from './job-data.ts';
import { slicesToOpen } from './slices-to-open.ts';

/** Trains on all slices that could be read, and lays down the model and what it was trained on. */
export async function reduceJob({ flow, now }: ReduceJob, context: JobContext): Promise<SlicesResult> {
  const { config, work, exchange, signal } = context;
  const { slices, failed } = await slicesToOpen(flow, context);
  const { model, profiles, counts } = await work.trainOnSlices({
    slices,
    config,
    now: new Date(now),
    signal,
  });
  if (model !== null) await putText(exchange, flow, 'model', serialiseModel(model));
  await putJson(exchange, flow, 'outcome', { profiles, counts, hasModel: model !== null });
  return { failed };
}
