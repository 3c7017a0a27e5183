import { randomUUID } from 'node:crypto';
import type { WrittenTarget } from '@sidecar/pipeline';
import type { Checkpoint, SetAside } from '@sidecar/pipeline/checkpoint';
import type { IndexWindow, ModelInUse } from '@sidecar/pipeline/slices';
import { joinIncidents, type JoinedIncidents } from '@sidecar/pipeline/windows';
import { addAlerts } from './alerts-by-day.ts';
import { tellOfBatch } from './tell-of-batch.ts';
import type { StageContext } from './stage-context.ts';
import type { ScoringOutcome } from './stage-engine.ts';

/** Windows that are scored in one go. */
export interface Batch {
  /** In order, without gaps. */
  readonly windows: readonly IndexWindow[];
  /** They were set aside before: they come late, and how far is scored does not move. */
  readonly isRetry: boolean;
}

/** A batch as it was scored, before anything of it is in the checkpoint. */
export interface ScoredBatch {
  readonly runId: string;
  readonly startedAt: Date;
  readonly windows: readonly IndexWindow[];
  readonly model: ModelInUse;
  readonly generation: string | null;
  readonly outcome: ScoringOutcome;
  readonly joined: JoinedIncidents;
  /** What became of the incidents. */
  readonly writes: readonly WrittenTarget[];
}

/**
 * Scores a batch and moves the checkpoint. In this order, each step once the one before is confirmed: events are written, incidents are written,
 * alerts are put into the outbox, and the checkpoint is replaced, by one file with how far is scored, all states and the outbox; then alerts are
 * sent, and the outbox is replaced. Whoever begins again at any point does the same once more, under the same keys.
 *
 * @returns Whether windows were set aside.
 * @throws What is not of the world, and what is when nobody waits for it any more.
 */
export async function scoreBatch(batch: Batch, model: ModelInUse, context: StageContext): Promise<boolean> {
  const { state, alerting, clock } = context;
  const runId = randomUUID();
  const log = context.logOf(runId);
  const scored = await scoreAndWrite(batch.windows, model, { ...context, runId, log });
  const { state: told, queued } = alerting.decide(
    state.current()!.alerts,
    scored.joined.changed,
    new Date(batch.windows.at(-1)!.to * 1000),
  );
  await context.patiently('keeping the state', () =>
    state.replace((now) => checkpointAfter(now!, batch, { scored, told })),
  );
  log.debug({ queued }, 'the checkpoint has moved');
  await deliverAlerts({ ...context, log });
  await tellOfBatch(scored, {
    ...context,
    log,
    seconds: (clock.now().getTime() - scored.startedAt.getTime()) / 1000,
  });
  return scored.outcome.setAside.length > 0;
}

/** Begun again where KV Store fails or another run publishes meanwhile; scored again only if what it belongs to is another. */
function scoreAndWrite(
  windows: readonly IndexWindow[],
  model: ModelInUse,
  context: StageContext,
): Promise<ScoredBatch> {
  const { config, clock, engine, effects, log, runId, signal, state } = context;
  const startedAt = clock.now();
  const known = state.current()!;
  const span = { from: windows[0]!.from, to: windows.at(-1)!.to };
  const onWarning = ({ message }: { readonly message: string }): void => log.warn({}, message);
  let done: { readonly generation: string | null; readonly outcome: ScoringOutcome } | null = null;
  return context.patiently('scoring', async () => {
    const { generation, isOther } = await effects.ensureGeneration({
      config,
      runId,
      known: known.generation,
      signal,
      onWarning,
      onProgress: ({ stage, note }) => log.info({}, `${stage}${note === undefined ? '' : `: ${note}`}`),
    });
    if (isOther && done?.generation !== generation)
      log.warn({ generation }, 'another run was published meanwhile: its records are extended from now on');
    if (done === null || done.generation !== generation) {
      const job = { config, model, windows, state: known.scorer, generation };
      const onProgress = (stage: string, count: number): void => log.debug({ done: count }, stage);
      done = { generation, outcome: await engine.score(job, { runId, signal, onProgress }) };
    }
    const { outcome } = done;
    const provenance = { model_version: model.version, run_id: generation ?? runId };
    const { incidents, lastAlertTime } = known;
    const joined = joinIncidents({ windows: outcome.windows, incidents, lastAlertTime, provenance });
    const records = { incidents: joined.changed, config, runId, window: span, generation, signal, onWarning };
    const writes = joined.changed.length === 0 ? [] : await effects.writeIncidents(records);
    return { runId, startedAt, windows, model, generation, outcome, joined, writes };
  });
}

function checkpointAfter(
  now: Checkpoint,
  { windows, isRetry }: Batch,
  { scored, told }: { readonly scored: ScoredBatch; readonly told: unknown },
): Checkpoint {
  const { outcome, joined, generation, model } = scored;
  const isOfBatch = ({ stage, window }: SetAside): boolean =>
    stage === 'score' && windows.some(({ from, to }) => from === window.from && to === window.to);
  return {
    ...now,
    scoredTo: isRetry ? now.scoredTo : windows.at(-1)!.to,
    generation,
    modelVersion: model.version,
    scorer: outcome.state,
    incidents: joined.incidents,
    lastAlertTime: joined.lastAlertTime,
    alerts: told,
    setAside: [...now.setAside.filter((entry) => !isOfBatch(entry)), ...outcome.setAside],
    alertsByDay: addAlerts(now.alertsByDay, outcome.windows),
  };
}

/** Sends what is in the outbox and due, and notes what became of it. */
export async function deliverAlerts({
  alerting,
  state,
  signal,
  log,
  metrics,
  patiently,
}: StageContext): Promise<void> {
  const before = state.current()?.alerts;
  if (before === undefined || before === null) return;
  const after = await alerting.deliver(before, { signal, log, metrics });
  if (JSON.stringify(after) === JSON.stringify(before)) return;
  await patiently('keeping the state', () => state.replace((now) => ({ ...now!, alerts: after })));
}
