import type { Flows } from './flow/create-flows.ts';
import type { FlowStage } from './flow/create-flow-names.ts';
import { QueueError } from './queue-error.ts';
import type { QueueLog } from './queue-options.ts';

export interface WithFlowOptions {
  readonly flows: Flows;
  readonly log: QueueLog;
  readonly signal: AbortSignal;
}

/** Redis that forgets all the time is not planned for again and again. */
const MOST_LOSSES = 10;

/**
 * Does work by a flow; if Redis has forgotten the flow, or something that was laid down for it, it is planned again from the start, which gives
 * the same results.
 */
export async function withFlow<T>(
  stage: FlowStage,
  digest: string,
  { flows, log, signal }: WithFlowOptions,
  body: (flow: string) => Promise<T>,
): Promise<T> {
  for (let losses = 0; ; losses++) {
    const flow = await flows.begin(stage, digest, signal);
    try {
      return await body(flow);
    } catch (error) {
      if (!(error instanceof QueueError) || error.code === 'put_off') throw error;
      // It is planned anew when it is asked for again.
      await flows.end(stage, signal);
      if (!/^(?:flow_lost|blob_)/.test(error.code) || losses === MOST_LOSSES) throw error;
      log.warn({ flow, code: error.code }, `Planned again, as work under way is lost: ${error.message}`);
    }
  }
}
