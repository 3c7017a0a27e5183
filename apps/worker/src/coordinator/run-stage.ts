import { randomUUID } from 'node:crypto';
import type { Stage, WorkerMetrics } from '../ops/worker-metrics.ts';
import type { StageContext, StageEnd, StageLog } from '../stages/stage-context.ts';

export interface RunStageOptions {
  readonly stage: Stage;
  readonly startedAt: Date;
  readonly now: () => Date;
  readonly logOf: (runId: string) => StageLog;
  readonly metrics: Pick<WorkerMetrics, 'stageDone'>;
  /** Whether what is under way is abandoned. */
  readonly signal: AbortSignal;
}

/**
 * One run of a stage, with an id and a log of its own. Never throws: what goes wrong is told, and the next start tries again.
 *
 * @param work - @see StageContext
 */
export async function runStage(
  work: (run: Pick<StageContext, 'runId' | 'startedAt' | 'log'>) => Promise<StageEnd>,
  { stage, startedAt, now, logOf, metrics, signal }: RunStageOptions,
): Promise<StageEnd> {
  const runId = randomUUID();
  const log = logOf(runId);
  const seconds = (): number => (now().getTime() - startedAt.getTime()) / 1000;
  try {
    const end = await work({ runId, startedAt, log });
    metrics.stageDone(stage, end === 'nothing' ? 'done' : end, seconds());
    log.debug({ end, seconds: seconds() }, 'ended');
    return end;
  } catch (error) {
    metrics.stageDone(stage, 'failed', seconds());
    if (signal.aborted) log.warn({}, 'abandoned: the next start does it again');
    else tell(error, log);
    return 'failed';
  }
}

function tell(error: unknown, log: StageLog): void {
  const { message, code, stack } = error as NodeJS.ErrnoException;
  log.error({ ...(code !== undefined && { code }) }, `failed, and begins anew at the next start: ${message}`);
  log.debug({ stack }, 'where it failed');
}
