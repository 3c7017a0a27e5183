import type { SidecarModel } from '@sidecar/pipeline';
import { parseModel } from '@sidecar/pipeline/registry';
import type { StageRun, TrainingJob, TrainingOutcome } from '../stages/stage-engine.ts';
import type { EngineParts } from './engine-parts.ts';
import { getJson, getText } from './exchange/json-blob.ts';
import { digestOf } from './flow/digest-of.ts';
import type { Reduced } from './jobs/reduce-job.ts';
import { whileAway } from './redis/while-away.ts';
import { setAsideOf } from './set-aside-of.ts';
import { settingsOf } from './settings/job-settings.ts';
import { withFlow } from './with-flow.ts';

/** Trains by a flow: the slices are read and folded at the same time, one worker merges them and trains. */
export async function trainByFlow(
  job: TrainingJob,
  run: StageRun,
  parts: EngineParts,
): Promise<TrainingOutcome> {
  const { config, slices } = job;
  const { flows, exchange, log } = parts;
  const { signal } = run;
  const now = job.now.toISOString();
  const settings = settingsOf(config);
  const outcome = await withFlow(
    'train',
    digestOf({ settings, slices, now }),
    { flows, log, signal },
    async (flow) => {
      const { failed } = await flows.run(
        flow,
        { name: 'reduce', data: { flow, settings, now, slices } },
        slices.map((slice, index) => ({
          name: 'fold' as const,
          data: { flow, settings, index, request: { by: 'event' as const, slice } },
        })),
        { ...run, attempts: config.queue.attempts },
      );
      const reduced = await whileAway(
        async () => {
          const { hasModel, ...rest } = await getJson<Reduced>(exchange, flow, 'outcome');
          const text = hasModel ? await getText(exchange, flow, 'model') : null;
          return {
            ...rest,
            model: text === null ? null : (parseModel(text, 'the trained model').model as SidecarModel),
          };
        },
        { signal },
      );
      const windowOf = (index: number) => slices[index]!;
      return {
        ...reduced,
        setAside: await setAsideOf(failed, { stage: 'train', name: 'fold', flow, flows, windowOf }),
      };
    },
  );
  await flows.end('train', signal);
  return outcome;
}
