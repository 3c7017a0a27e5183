import { FlowProducer, Queue } from 'bullmq';
import type { Exchange } from '../exchange/exchange.ts';
import {
  type JobName,
  type Jobs,
  type ParentName,
  QUEUE_NAMES,
  QUEUE_OF,
  type QueueName,
} from '../jobs/job-data.ts';
import type { QueueLog, QueueOptions } from '../queue-options.ts';
import type { RedisLink } from '../redis/connect-redis.ts';
import { whileAway } from '../redis/while-away.ts';
import { awaitParent } from './await-parent.ts';
import { createFlowNames, type FlowStage } from './create-flow-names.ts';
import { createTrouble } from './create-trouble.ts';
import { queueMeter } from './queue-meter.ts';
import { removeFlow } from './remove-flow.ts';

/** A job with what it says. */
export interface PlannedJob<N extends JobName> {
  readonly name: N;
  readonly data: Jobs[N]['data'];
}

export interface RunFlowOptions {
  /** A piece that fails so often is set aside. */
  readonly attempts: number;
  readonly signal: AbortSignal;
  readonly onProgress: (stage: string, done: number) => void;
}

/** What it took to find out that a piece cannot be done. */
export interface PieceTries {
  readonly failures: number;
  readonly stalls: number;
}

/** Flows of jobs: at most one for each stage, named by what it is about, so that whoever plans the same goes on with it. */
export interface Flows {
  /** The flow of this work, begun or gone on with; whatever else the stage had under way is removed first. */
  begin(stage: FlowStage, digest: string, signal: AbortSignal): Promise<string>;
  /** Waits for the result of a parent, after adding it and its pieces unless it is there. @throws QueueError */
  run<P extends ParentName, C extends JobName>(
    flow: string,
    parent: PlannedJob<P>,
    children: readonly PlannedJob<C>[],
    options: RunFlowOptions,
  ): Promise<Jobs[P]['result']>;
  /** How often a piece was tried, and how many workers it was taken over from. */
  tries(flow: string, name: JobName, index: number): Promise<PieceTries>;
  /** Removes the flow of a stage with all that was laid down for it. */
  end(stage: FlowStage, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export interface FlowsOptions extends QueueOptions {
  readonly exchange: Exchange;
  /** How long nothing may go on for the world's sake before it is told. */
  readonly patienceMs: number;
}

/** Training and drift wait for what is scored. */
const LATER = 10;
const KEPT_EVENTS = 100;

export function createFlows(
  link: RedisLink,
  { config, log, metrics, exchange, patienceMs }: FlowsOptions,
): Flows {
  const { prefix } = config.queue;
  const { client } = link;
  const connection = { connection: client, prefix, skipVersionCheck: link.mayEvict };
  const queues = Object.fromEntries(
    QUEUE_NAMES.map((name) => [
      name,
      new Queue(name, { ...connection, streams: { events: { maxLen: KEPT_EVENTS } } }),
    ]),
  ) as Record<QueueName, Queue>;
  const producer = new FlowProducer(connection);
  // Outages are told of by the connection, everything else comes back to the caller.
  producer.on('error', () => undefined);
  for (const queue of Object.values(queues)) queue.on('error', () => undefined);
  const names = createFlowNames(client, { prefix });
  const trouble = createTrouble(client, { prefix });
  const meter = queueMeter(Object.values(queues), metrics);

  const remove = async (flow: string, log: QueueLog, signal: AbortSignal): Promise<void> => {
    await removeFlow(flow, { queues, log, signal });
    await exchange.remove(flow);
    await trouble.forget(flow);
  };
  const addOnce = async (
    flow: string,
    parent: PlannedJob<ParentName>,
    children: readonly PlannedJob<JobName>[],
    attempts: number,
  ): Promise<string> => {
    const jobId = `${flow}-${parent.name}`;
    if ((await queues[QUEUE_OF[parent.name]].getJob(jobId)) !== undefined) return jobId;
    const options = {
      attempts,
      backoff: { type: 'doubling' },
      // The text of a failure is kept; where in the code it came from is not.
      stackTraceLimit: 0,
      ...(flow.startsWith('score') ? {} : { priority: LATER }),
    };
    await producer.add({
      name: parent.name,
      queueName: QUEUE_OF[parent.name],
      data: parent.data,
      opts: { ...options, jobId },
      children: children.map(({ name, data }, i) => ({
        name,
        queueName: QUEUE_OF[name],
        data,
        opts: {
          ...options,
          jobId: `${flow}-${name}-${(data as { index?: number }).index ?? i}`,
          ignoreDependencyOnFailure: true,
        },
      })),
    });
    return jobId;
  };

  return {
    begin: (stage, digest, signal) =>
      whileAway(
        async () => {
          const current = await names.current(stage);
          if (current !== null && !names.isOf(current, digest)) await remove(current, log, signal);
          return current !== null && names.isOf(current, digest) ? current : names.begin(stage, digest);
        },
        { signal },
      ),
    run: (flow, parent, children, { attempts, signal, onProgress }) =>
      whileAway(
        async () => {
          const jobId = await addOnce(flow, parent, children, attempts);
          const queue = queues[QUEUE_OF[parent.name]];
          return (await awaitParent(queue, jobId, {
            flow,
            trouble,
            signal,
            onProgress: (done) => onProgress(children[0]?.name ?? parent.name, done),
            onLook: () => meter.look(),
            patienceMs,
          })) as never;
        },
        { signal },
      ),
    tries: async (flow, name, index) => {
      const job = await queues[QUEUE_OF[name]].getJob(`${flow}-${name}-${index}`);
      return { failures: job?.attemptsMade ?? 0, stalls: job?.stalledCounter ?? 0 };
    },
    end: (stage, signal) =>
      whileAway(
        async () => {
          const current = await names.current(stage);
          if (current === null) return;
          await remove(current, log, signal);
          await names.forget(stage);
        },
        { signal },
      ),
    close: async () => {
      await Promise.allSettled([producer.close(), ...Object.values(queues).map((queue) => queue.close())]);
    },
  };
}
