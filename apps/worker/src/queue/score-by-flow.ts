import type { SetAside } from '@sidecar/pipeline/checkpoint';
import type { IndexWindow } from '@sidecar/pipeline/slices';
import type { ScoredWindow } from '@sidecar/pipeline/windows';
import type { ScorerState } from '@sidecar/scoring';
import { eventTimesOf } from '../stages/event-times-of.ts';
import type { ScoringJob, ScoringOutcome, StageRun } from '../stages/stage-engine.ts';
import type { EngineParts } from './engine-parts.ts';
import { getJson, putJson } from './exchange/json-blob.ts';
import { digestOf } from './flow/digest-of.ts';
import { layDownModel } from './jobs/create-model-cache.ts';
import type { CollectResult } from './jobs/job-data.ts';
import { setAsideOf } from './set-aside-of.ts';
import { settingsOf } from './settings/job-settings.ts';
import { whileAway } from './redis/while-away.ts';
import { withFlow } from './with-flow.ts';

/**
 * Scores windows by two flows: all are read at the same time and followed in order, which gives the state at the beginning of each; then all are scored
 * and written at the same time, each from its state. What comes out is what scoring them in one go gives.
 *
 * A flow that was done whole stays until the next one, for a coordinator that ends before it has noted the outcome.
 */
export async function scoreByFlow(
  job: ScoringJob,
  run: StageRun,
  parts: EngineParts,
): Promise<ScoringOutcome> {
  const { config, model, windows, state: begin, generation } = job;
  const { flows, exchange, log } = parts;
  const { signal, runId } = run;
  const settings = settingsOf(config);
  const modelVersion = model.version;
  const digest = digestOf({ settings, modelVersion, windows, begin, generation });
  return withFlow('score', digest, { flows, log, signal }, async (flow) => {
    await whileAway(
      async () => {
        await layDownModel(exchange, modelVersion, model.model);
        await putJson(exchange, flow, 'state-begin', begin);
      },
      { signal },
    );
    const { followed, failed } = await flows.run(
      flow,
      { name: 'follow', data: { flow, settings, modelVersion, windows } },
      windows.map((window, index) => {
        const request = { by: 'index' as const, window, ...eventTimesOf(window, config) };
        return { name: 'read' as const, data: { flow, settings, index, request } };
      }),
      { ...run, attempts: config.worker.score.attempts },
    );
    const { written, failed: unwritten } =
      followed.length === 0
        ? ({ written: [], failed: [] } satisfies CollectResult)
        : await flows.run(
            flow,
            { name: 'collect', data: { flow, settings } },
            followed.map(({ index, facts }) => {
              const window = windows[index]!;
              const data = { flow, settings, index, modelVersion, window, facts, generation, runId };
              return { name: 'write' as const, data };
            }),
            { ...run, attempts: config.worker.score.attempts },
          );
    const outcome = await whileAway(
      async (): Promise<Pick<ScoringOutcome, 'windows' | 'state'>> => ({
        windows: await Promise.all(written.map((i) => getJson<ScoredWindow>(exchange, flow, `window-${i}`))),
        state: await getJson<ScorerState>(exchange, flow, 'state-end'),
      }),
      { signal },
    );
    const windowOf = (index: number): IndexWindow => windows[index]!;
    const setAside: SetAside[] = [
      ...(await setAsideOf(failed, { stage: 'score', name: 'read', flow, flows, windowOf })),
      ...(await setAsideOf(unwritten, { stage: 'score', name: 'write', flow, flows, windowOf })),
    ].sort((a, b) => a.window.from - b.window.from);
    // What was set aside is tried anew when it is asked for again.
    if (setAside.length > 0) await flows.end('score', signal);
    return { ...outcome, setAside };
  });
}
