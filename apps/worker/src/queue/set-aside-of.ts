import type { SetAside } from '@sidecar/pipeline/checkpoint';
import type { IndexWindow } from '@sidecar/pipeline/slices';
import type { Flows } from './flow/create-flows.ts';
import type { FailedPiece, JobName } from './jobs/job-data.ts';

export interface SetAsideOfOptions {
  readonly stage: SetAside['stage'];
  /** Of the jobs that failed. */
  readonly name: JobName;
  readonly flow: string;
  readonly flows: Flows;
  readonly windowOf: (index: number) => IndexWindow;
}

/** What BullMQ says of a job that too many workers died with; it was not tried once more. */
const STALLED = 'job stalled more than allowable limit';

/** Pieces that failed as often as they may, as a checkpoint notes them. */
export async function setAsideOf(
  failed: readonly FailedPiece[],
  { stage, name, flow, flows, windowOf }: SetAsideOfOptions,
): Promise<SetAside[]> {
  const at = new Date().toISOString();
  return Promise.all(
    failed.map(async ({ index, reason }) => {
      const { failures, stalls } = await flows.tries(flow, name, index);
      const told =
        reason === STALLED
          ? { reason: 'its workers gave no sign of life any more', attempts: stalls }
          : { reason, attempts: Math.max(1, failures + stalls) };
      return { stage, window: windowOf(index), ...told, at };
    }),
  );
}
