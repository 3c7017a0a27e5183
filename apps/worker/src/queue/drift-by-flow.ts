import type { InputCounts, RunDrift } from '@sidecar/pipeline';
import type { DriftJob, DriftOutcome, StageRun } from '../stages/stage-engine.ts';
import type { EngineParts } from './engine-parts.ts';
import { getJson } from './exchange/json-blob.ts';
import { digestOf } from './flow/digest-of.ts';
import { layDownModel } from './jobs/create-model-cache.ts';
import { whileAway } from './redis/while-away.ts';
import { setAsideOf } from './set-aside-of.ts';
import { settingsOf } from './settings/job-settings.ts';
import { withFlow } from './with-flow.ts';

/** Looks for drift by a flow: the slices are read and folded at the same time, one worker compares them with the model. */
export async function driftByFlow(job: DriftJob, run: StageRun, parts: EngineParts): Promise<DriftOutcome> {
  const { config, model, slices } = job;
  const { flows, exchange, log } = parts;
  const { signal } = run;
  const settings = settingsOf(config);
  const modelVersion = model.version;
  const digest = digestOf({ settings, modelVersion, slices });
  const outcome = await withFlow('drift', digest, { flows, log, signal }, async (flow) => {
    await whileAway(() => layDownModel(exchange, modelVersion, model.model), { signal });
    const { failed } = await flows.run(
      flow,
      { name: 'compare', data: { flow, settings, modelVersion } },
      slices.map((slice, index) => ({
        name: 'fold' as const,
        data: { flow, settings, index, request: { by: 'event' as const, slice } },
      })),
      { ...run, attempts: config.queue.attempts },
    );
    const compared = await whileAway(
      () => getJson<{ drift: RunDrift | null; counts: InputCounts }>(exchange, flow, 'outcome'),
      { signal },
    );
    const windowOf = (index: number) => slices[index]!;
    return {
      ...compared,
      setAside: await setAsideOf(failed, { stage: 'drift', name: 'fold', flow, flows, windowOf }),
    };
  });
  await flows.end('drift', signal);
  return outcome;
}
