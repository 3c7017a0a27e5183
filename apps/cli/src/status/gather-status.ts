import { modelSummary, readLedger, type SidecarConfig } from '@sidecar/pipeline';
import { type Checkpoint, readCheckpoint, realisedPerDay } from '@sidecar/pipeline/checkpoint';
import { modelInUse, type ModelInUse, serverTime } from '@sidecar/pipeline/slices';
import type { StatusFacts } from './status-facts.ts';

export interface GatherStatusOptions {
  readonly signal?: AbortSignal | undefined;
  /** @default new Date() */
  readonly now?: Date;
}

const DAY_MS = 86_400_000;
const LEDGER_DAYS = 31;

/**
 * Looks at the folders of a worker and asks Splunk for its runs; changes nothing, and does not disturb a worker that runs.
 *
 * @throws StateError if the checkpoint is damaged, ModelError if the model is, IoError; not for Splunk's sake.
 */
export async function gatherStatus(
  config: SidecarConfig,
  { signal, now: localNow = new Date() }: GatherStatusOptions = {},
): Promise<StatusFacts> {
  const model = await modelInUse(config);
  const checkpoint = await readCheckpoint(config.worker.state_dir);
  const asked = await askSplunk(config, localNow, signal);
  const now = asked.serverSeconds === null ? localNow : new Date(asked.serverSeconds * 1000);
  return {
    now: now.toISOString(),
    clock: asked.serverSeconds === null ? 'local' : 'server',
    model: model && modelFacts(model),
    scoring: checkpoint && scoringFacts(checkpoint, now),
    alerts: checkpoint && alertFacts(checkpoint, model, config),
    runs: asked.runs,
    splunkProblem: asked.problem,
  };
}

interface Asked {
  readonly serverSeconds: number | null;
  readonly runs: StatusFacts['runs'];
  readonly problem: string | null;
}

async function askSplunk(
  config: SidecarConfig,
  localNow: Date,
  signal: AbortSignal | undefined,
): Promise<Asked> {
  let serverSeconds: number | null = null;
  try {
    serverSeconds = await serverTime(config, signal);
    const now = serverSeconds === null ? localNow.getTime() : serverSeconds * 1000;
    const runs = await readLedger({
      config,
      scoredSince: new Date(now - DAY_MS),
      since: new Date(now - LEDGER_DAYS * DAY_MS),
      signal,
    });
    return { serverSeconds, runs, problem: null };
  } catch (error) {
    signal?.throwIfAborted();
    const { name, message } = error as Error;
    if (name !== 'SplunkError' && name !== 'KvStoreError') throw error;
    return { serverSeconds, runs: null, problem: message };
  }
}

function modelFacts({ version, createdAt, model }: ModelInUse): StatusFacts['model'] {
  const { trainedOn, accounts } = modelSummary(model, version, '');
  return { version, createdAt, trainedOn, accounts };
}

function scoringFacts(checkpoint: Checkpoint, now: Date): StatusFacts['scoring'] {
  const { scoredTo, modelVersion, setAside } = checkpoint;
  return {
    scoredTo: new Date(scoredTo * 1000).toISOString(),
    lagSeconds: Math.max(0, Math.round(now.getTime() / 1000 - scoredTo)),
    modelVersion,
    setAside,
  };
}

function alertFacts(
  { alertsByDay, scoredTo }: Checkpoint,
  model: ModelInUse | null,
  { modeling }: SidecarConfig,
): StatusFacts['alerts'] {
  const promise = model && modelSummary(model.model, model.version, '', modeling).promise;
  return {
    perDay: realisedPerDay(alertsByDay, scoredTo),
    byDay: alertsByDay,
    promise: promise && promise.day,
  };
}
