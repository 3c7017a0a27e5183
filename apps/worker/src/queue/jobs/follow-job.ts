import type { ScorerState } from '@sidecar/scoring';
import { getJson, putJson } from '../exchange/json-blob.ts';
import { isOfTheWorld } from '../../stages/is-of-the-world.ts';
import type { JobContext } from './job-context.ts';
import type { FailedPiece, FollowJob, FollowResult, ReadResult } from './job-data.ts';

/**
 * Follows the windows in order and lays down the state at the beginning of each and at the end, so that each can then be scored by itself as if all were
 * scored in one go. A window that cannot be followed is left out, and the state goes on as if it had no events.
 */
export async function followJob(job: FollowJob, context: JobContext): Promise<FollowResult> {
  const { flow, windows, modelVersion } = job;
  const { exchange, models, work, config, signal } = context;
  const { done, failed } = await context.children();
  const model = await models.get(modelVersion);
  const scorerFrom = (state: ScorerState | null) =>
    work.createWindowScorer({ model, version: modelVersion, config, state, signal });
  let state = await getJson<ScorerState | null>(exchange, flow, 'state-begin');
  let scorer = scorerFrom(state);
  const followed: { index: number; facts: ReadResult['facts'] }[] = [];
  const unfollowed: FailedPiece[] = [];
  for (const { index, value } of done) {
    const { facts } = value as ReadResult;
    const bytes = await exchange.get(flow, `slice-${index}`);
    await putJson(exchange, flow, `state-${index}`, state);
    try {
      await scorer.follow(bytes, windows[index]!.to * 1000);
    } catch (error) {
      // A slice that is not what was folded is nobody's poison: its worker has another version.
      if (signal.aborted || isOfTheWorld(error) || (error as Error).name === 'SliceError') throw error;
      unfollowed.push({ index, reason: (error as Error).message });
      scorer = scorerFrom(state);
      continue;
    }
    followed.push({ index, facts });
    // What it begins with is chosen by the first event, if nothing is handed over.
    if (state !== null || facts.events > 0) state = scorer.state();
  }
  await putJson(exchange, flow, 'state-end', scorer.state());
  return { followed, failed: [...failed, ...unfollowed].sort((a, b) => a.index - b.index) };
}
