import { join } from 'node:path';
import type { ScoredWindow } from '@sidecar/pipeline/windows';
import type { ScorerState } from '@sidecar/scoring';
import { withWorkFolder } from '../../local/with-work-folder.ts';
import { getJson, putJson } from '../exchange/json-blob.ts';
import type { JobContext } from './job-context.ts';
import type { WriteJob } from './job-data.ts';

/** Scores a window from the state at its beginning, writes its records everywhere, and lays down what became of it. */
export async function writeJob(
  { flow, index, modelVersion, window, facts, generation, runId }: WriteJob,
  { config, work, exchange, models, log, signal }: JobContext,
): Promise<null> {
  const model = await models.get(modelVersion);
  const state = await getJson<ScorerState | null>(exchange, flow, `state-${index}`);
  const bytes = await exchange.get(flow, `slice-${index}`);
  return withWorkFolder(async (folder) => {
    const scorer = work.createWindowScorer({ model, version: modelVersion, config, state, signal });
    const { recordsPath, ...scored } = await scorer.score(bytes, {
      runId,
      recordsPath: join(folder, 'records.ndjson'),
      notAfter: window.to * 1000,
    });
    const onWarning = ({ message }: { readonly message: string }): void => log.warn({ flow, index }, message);
    const under = { window, generation, config, runId, signal, onWarning };
    const writes = await work.writeWindow({ scored: { recordsPath }, ...under });
    const done: ScoredWindow = { ...scored, window, counts: facts, writes };
    await putJson(exchange, flow, `window-${index}`, done);
    return null;
  });
}
