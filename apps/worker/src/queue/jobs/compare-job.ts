import { putJson } from '../exchange/json-blob.ts';
import type { JobContext } from './job-context.ts';
import type { CompareJob, SlicesResult } from './job-data.ts';
import { slicesToOpen } from './slices-to-open.ts';

/** Compares what is in the slices with what a model has learned. */
export async function compareJob(
  { flow, modelVersion }: CompareJob,
  context: JobContext,
): Promise<SlicesResult> {
  const { config, work, exchange, models, signal } = context;
  const { slices, failed } = await slicesToOpen(flow, context);
  const outcome = await work.driftOnSlices(await models.get(modelVersion), slices, { config, signal });
  await putJson(exchange, flow, 'outcome', outcome);
  return { failed };
}
