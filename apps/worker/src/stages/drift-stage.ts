import { planTimeSlices } from '@sidecar/pipeline/slices';
import { noteStage } from './note-stage.ts';
import type { StageContext, StageEnd } from './stage-context.ts';
import type { DriftOutcome } from './stage-engine.ts';

const DAY = 86_400;

/** How a drift stage ended, and whether behaviour has drifted. */
export interface DriftEnd {
  readonly end: StageEnd;
  readonly isDrifted: boolean;
}

/** Compares the last whole days, in UTC by Splunk's clock, with what the model in use has learned. */
export async function driftStage(context: StageContext): Promise<DriftEnd> {
  const { config, effects, engine, log, metrics, models, patiently, runId, signal, state } = context;
  const model = await models.current(config);
  if (model === null) return { end: 'nothing', isDrifted: false };
  const now = await patiently('asking Splunk for the time', () => effects.serverTime(config, signal));
  const to = Math.floor(now / DAY) * DAY;
  const from = to - config.worker.drift.days * DAY;
  const slices = planTimeSlices({ from, to, seconds: config.worker.train.slice_hours * 3600 });
  const onProgress = (stage: string, done: number): void => log.debug({ done }, stage);
  const outcome = await patiently('looking for drift', () =>
    engine.drift({ config, model, slices }, { runId, signal, onProgress }),
  );
  const { drift, counts, setAside } = outcome;
  metrics.eventsRead(counts.events + counts.rejected);
  if (drift !== null) metrics.drift(drift);
  await patiently('keeping the state', () => state.setAsideOf('drift', setAside));
  const text = textOf(outcome);
  const days = `${isoDay(from)} to ${isoDay(to)}`;
  if (drift?.drifted) log.warn({ events: counts.events }, `${text}, in ${days}`);
  else log.info({ events: counts.events }, `${text}, in ${days}`);
  for (const { window, reason, attempts } of setAside)
    log.error(
      { attempts },
      `set aside the slice from ${isoDay(window.from)} to ${isoDay(window.to)}: ${reason}`,
    );
  await note(context, { outcome, model, from, to, text });
  const end = counts.events === 0 ? 'nothing' : setAside.length > 0 ? 'partial' : 'done';
  return { end, isDrifted: drift?.drifted === true };
}

interface Compared {
  readonly outcome: DriftOutcome;
  readonly model: NonNullable<Awaited<ReturnType<StageContext['models']['current']>>>;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

async function note(
  context: StageContext,
  { outcome: { drift, counts, setAside }, model, from, to, text }: Compared,
): Promise<void> {
  const { clock, runId, startedAt } = context;
  await noteStage(
    {
      stage: 'drift',
      runId,
      startedAt,
      durationSeconds: (clock.now().getTime() - startedAt.getTime()) / 1000,
      model: { version: model.version, model: model.model, trainedAt: model.createdAt },
      modelReason: text,
      counts,
      span: counts.events === 0 ? null : { first: from * 1000, last: to * 1000 },
      window: null,
      outliers: 0,
      incidents: 0,
      drift,
      setAside: setAside.length,
      writes: [],
    },
    context,
  );
}

function textOf({ drift, counts }: DriftOutcome): string {
  if (drift === null || counts.events === 0) return 'no event to compare';
  if (!drift.drifted) return 'no drift';
  const { culprit } = drift;
  return `behaviour has drifted${culprit === null ? '' : `: ${culprit.name} ${culprit.shift.category} moved most`}`;
}

function isoDay(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
