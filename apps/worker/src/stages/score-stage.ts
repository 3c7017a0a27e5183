import type { Checkpoint, SetAside } from '@sidecar/pipeline/checkpoint';
import type { ModelInUse } from '@sidecar/pipeline/slices';
import { beginningOf, countDue, dueWindows } from '../schedule/due-windows.ts';
import { forgetRetry, isRetryRequested } from '../state/retry-request.ts';
import { deliverAlerts, scoreBatch } from './score-batch.ts';
import type { StageContext, StageEnd } from './stage-context.ts';
import { tellOfBudget } from './tell-of-batch.ts';

/**
 * Scores every window that is due, batch by batch in order, until none is or the worker is asked to stop. What was set aside and asked for again
 * comes first. Alerts that could not be sent before are tried again.
 */
export async function scoreStage(context: StageContext): Promise<StageEnd> {
  const { config, effects, health, log, metrics, models, patiently, signal, state, stopping } = context;
  const { window_seconds: windowSeconds, lag_seconds: lagSeconds, batch_windows: most } = config.worker.score;
  const askTime = (): Promise<number> =>
    patiently('asking Splunk for the time', () => effects.serverTime(config, signal));
  let model = await models.current(config);
  if (model === null) return 'nothing';
  if (state.current() === null) await begin(await askTime(), model, context);
  await deliverAlerts(context);
  let end: StageEnd = 'nothing';
  if (await retrySetAside(model, context)) end = 'partial';
  while (!stopping.aborted) {
    const now = await askTime();
    const { scoredTo } = state.current()!;
    metrics.lag(now - scoredTo);
    health.lag(now - scoredTo);
    model = (await models.current(config)) ?? model;
    tellOfModel(model, context);
    const windows = dueWindows(scoredTo, now, { windowSeconds, lagSeconds, most });
    if (windows.length === 0) break;
    const due = countDue(scoredTo, now, { windowSeconds, lagSeconds });
    if (due > most) log.info({ due, lag_seconds: Math.round(now - scoredTo) }, 'catching up');
    const isPartial = await scoreBatch({ windows, isRetry: false }, model, context);
    end = isPartial || end === 'partial' ? 'partial' : 'done';
  }
  return end;
}

/** The first checkpoint says where scoring begins, so that a kill before the first batch is done begins at the same place. */
async function begin(
  now: number,
  { version }: ModelInUse,
  { config, log, patiently, state }: StageContext,
): Promise<void> {
  const { begin_hours: beginHours, window_seconds: windowSeconds } = config.worker.score;
  const scoredTo = beginningOf(now, beginHours, windowSeconds);
  const first: Checkpoint = {
    version: 1,
    scoredTo,
    generation: null,
    modelVersion: version,
    scorer: null,
    incidents: null,
    lastAlertTime: null,
    alerts: null,
    setAside: [],
    alertsByDay: {},
  };
  await patiently('keeping the state', () => state.replace(() => first));
  log.info({}, `scoring begins with what was indexed from ${new Date(scoredTo * 1000).toISOString()} on`);
}

/** Scores once more, each by itself, what was set aside when somebody asked for it. @returns Whether any of it failed again. */
async function retrySetAside(model: ModelInUse, context: StageContext): Promise<boolean> {
  const { config, log, state, stopping } = context;
  if (!(await isRetryRequested(config.worker.state_dir))) return false;
  const windows = state.current()!.setAside.filter(({ stage }) => stage === 'score');
  log.info({ windows: windows.length }, 'scoring once more what was set aside');
  let isPartial = false;
  for (const { window } of inOrder(windows)) {
    if (stopping.aborted) return isPartial;
    isPartial = (await scoreBatch({ windows: [window], isRetry: true }, model, context)) || isPartial;
  }
  await forgetRetry(config.worker.state_dir);
  return isPartial;
}

function inOrder(entries: readonly SetAside[]): SetAside[] {
  return [...entries].sort((a, b) => a.window.from - b.window.from);
}

function tellOfModel(model: ModelInUse, context: StageContext): void {
  const { version, createdAt } = model;
  context.metrics.modelInUse(version, createdAt === null ? null : new Date(createdAt));
  tellOfBudget(context, model);
}
