import type { StageFacts } from '@sidecar/pipeline';
import type { StageContext } from './stage-context.ts';

/** Adds a run of a stage to the ledger. That it cannot be written fails nothing whose results were: it is told. */
export async function noteStage(
  facts: StageFacts,
  { config, effects, log, signal }: Pick<StageContext, 'config' | 'effects' | 'log' | 'signal'>,
): Promise<void> {
  for (const { target, problem } of await effects.writeStageLedger(facts, { config, signal }))
    if (problem !== undefined) log.warn({ target }, `the run was not noted: ${problem}`);
}
