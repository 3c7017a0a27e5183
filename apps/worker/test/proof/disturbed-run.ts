import { setTimeout as sleep } from 'node:timers/promises';
import type { Outbox } from '@sidecar/alerts';
import { type Checkpoint, readCheckpoint } from '@sidecar/pipeline/checkpoint';
import type { RedisServer } from '../queue-redis-server.ts';
import { type Disturbance, type Victim, VICTIMS } from './disturbance.ts';
import { BATCH, BEGIN, type ProofCase, type ProofOffice, WINDOW_SECONDS } from './proof-office.ts';
import { createTally } from './tally.ts';
import type { WorkerProcess, WorkerProcesses } from './worker-processes.ts';

export interface DisturbedRunOptions {
  readonly office: ProofOffice;
  readonly redis: RedisServer;
  readonly processes: WorkerProcesses;
  readonly disturbances: readonly Disturbance[];
  /** After which a step that does not come is given up, with what the processes say. */
  readonly patienceMs: number;
}

/** What was done to a run. */
export interface DisturbedRun {
  readonly each: ProofCase;
  readonly kills: Readonly<Record<Victim, number>>;
  readonly redisRestarts: { readonly kept: number; readonly wiped: number };
  /** Requests harmed, by family of routes and kind. */
  readonly faults: Readonly<Record<string, number>>;
  readonly requests: number;
  readonly seconds: number;
}

const POLL_MS = 20;
/** A kill waits no longer for its number of requests: whoever waits for something is killed as well. */
const MOST_WAIT_MS = 2500;

/**
 * Trains and scores with a coordinator and two workers while they are killed, each started again at once, Redis is, and Splunk fails. The clock of
 * the server goes on batch by batch, each once the one before is scored and its share of blows has been dealt, the training's first.
 */
export async function disturbedRun({
  office,
  redis,
  processes,
  disturbances,
  patienceMs,
}: DisturbedRunOptions): Promise<DisturbedRun> {
  const started = Date.now();
  const each = office.configFor('disturbed', { beginWindows: 0, redis: redis.url });
  const running = new Map<Victim, WorkerProcess>();
  const start = (name: Victim): void => {
    const role = name === 'coordinator' ? [] : ['--role', 'work'];
    running.set(name, processes.start('--config', each.config, ...role));
  };
  const tally = createTally(office.splunk.requests);
  const until = async (what: string, isThere: () => Promise<boolean>, ms = patienceMs): Promise<void> => {
    for (const end = Date.now() + ms; !(await isThere()); await sleep(POLL_MS)) {
      for (const [name, process] of running)
        if (process.child.exitCode !== null) throw new Error(`${name} has ended:\n${process.log()}`);
      if (Date.now() < end) continue;
      const told = [...running].map(([name, process]) => `--- ${name}\n${process.log()}`);
      throw new Error(`${what} did not come within ${ms / 1000} s\n${told.join('\n')}`);
    }
  };
  const kills: Record<Victim, number> = { coordinator: 0, 'worker 1': 0, 'worker 2': 0 };
  const redisRestarts = { kept: 0, wiped: 0 };
  const strike = async ({ victim, after, faults, receiver, redis: blow }: Disturbance): Promise<void> => {
    office.splunk.setFaults(faults);
    office.receiver.plan(receiver);
    const [from, now] = [tally.requests(), Date.now()];
    const isTime = (): boolean =>
      'ms' in after
        ? Date.now() >= now + after.ms
        : tally.requests() >= from + after.requests || Date.now() >= now + MOST_WAIT_MS;
    await until('the moment', () => Promise.resolve(isTime()));
    if (blow !== null) await redis.kill();
    const process = running.get(victim)!;
    await process.kill();
    if (process.child.signalCode === 'SIGKILL') kills[victim] += 1;
    start(victim);
    if (blow === null) return;
    await sleep(blow.ms);
    await redis.start({ empty: blow.isWiped });
    redisRestarts[blow.isWiped ? 'wiped' : 'kept'] += 1;
  };

  const batches = Math.ceil(office.windows / BATCH);
  const left = [...disturbances];
  VICTIMS.forEach(start);
  try {
    for (let batch = 0; batch <= batches; batch++) {
      const end = BEGIN + Math.min(batch * BATCH, office.windows) * WINDOW_SECONDS;
      office.turnTo(end);
      const share = Math.ceil((disturbances.length * (batches - batch)) / (batches + 1));
      for (const blow of left.splice(0, left.length - share)) await strike(blow);
      const isScored = async (): Promise<boolean> => isDone(await readCheckpoint(each.stateDir), end);
      await until(`batch ${batch} of ${batches}`, isScored);
    }
    const seconds = (Date.now() - started) / 1000;
    const requests = tally.requests();
    return { each, kills, redisRestarts, faults: tally.faults(), requests, seconds };
  } finally {
    tally.close();
    office.splunk.setFaults([]);
    await processes.killAll();
  }
}

/** Whether all is scored up to a time, and told. */
function isDone(checkpoint: Checkpoint | null, end: number): boolean {
  if (checkpoint === null || checkpoint.scoredTo < end) return false;
  const alerts = checkpoint.alerts as { readonly outbox: Outbox } | null;
  return alerts === null || alerts.outbox.entries.length === 0;
}
