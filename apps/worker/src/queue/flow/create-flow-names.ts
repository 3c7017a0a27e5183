import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';

export type FlowStage = 'train' | 'score' | 'drift';

/** Which flow each stage has under way. */
export interface FlowNames {
  current(stage: FlowStage): Promise<string | null>;
  /** Whether a flow is about the work of this digest. */
  isOf(flow: string, digest: string): boolean;
  /** Notes a new flow: named by its work, and by chance, so that nothing that is left of an earlier one is taken for its own. */
  begin(stage: FlowStage, digest: string): Promise<string>;
  forget(stage: FlowStage): Promise<void>;
}

export function createFlowNames(client: Redis, { prefix }: { readonly prefix: string }): FlowNames {
  const keyOf = (stage: FlowStage): string => `${prefix}:flow:${stage}`;
  return {
    current: (stage) => client.get(keyOf(stage)),
    isOf: (flow, digest) => flow.split('-')[1] === digest,
    begin: async (stage, digest) => {
      const flow = `${stage}-${digest}-${randomBytes(4).toString('hex')}`;
      await client.set(keyOf(stage), flow);
      return flow;
    },
    forget: async (stage) => {
      await client.unlink(keyOf(stage));
    },
  };
}
