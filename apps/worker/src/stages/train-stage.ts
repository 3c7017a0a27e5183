import { sealModel, type WrittenTarget } from '@sidecar/pipeline';
import { planTimeSlices } from '@sidecar/pipeline/slices';
import { isEnough } from './is-enough.ts';
import { isoTime } from './iso-time.ts';
import { noteStage } from './note-stage.ts';
import type { StageContext, StageEnd } from './stage-context.ts';
import type { TrainingOutcome } from './stage-engine.ts';

/**
 * Trains a model on the time of `ingestion`, writes what it knows of accounts and clusters, and puts it to use. In this order: who is killed between
 * finds the model before in use, and trains anew.
 */
export async function trainStage(context: StageContext): Promise<StageEnd> {
  const { config, clock, effects, engine, log, metrics, patiently, runId, signal, state } = context;
  const now = clock.now();
  const span = await patiently('asking Splunk for the time', () => effects.trainingSpan(config, signal));
  const slices = planTimeSlices({ ...span, seconds: config.worker.train.slice_hours * 3600 });
  log.info({ slices: slices.length }, `training on ${isoTime(span.from)} to ${isoTime(span.to)}`);
  const onProgress = (stage: string, done: number): void => log.debug({ done }, stage);
  const outcome = await patiently('training', () =>
    engine.train({ config, slices, now }, { runId, signal, onProgress }),
  );
  const { model, profiles, counts, setAside } = outcome;
  metrics.eventsRead(counts.events + counts.rejected);
  for (const { window, reason, attempts } of setAside)
    log.error(
      { attempts },
      `set aside the slice from ${isoTime(window.from)} to ${isoTime(window.to)}: ${reason}`,
    );
  await patiently('keeping the state', () => state.setAsideOf('train', setAside));
  metrics.setAside(state.current()?.setAside.length ?? setAside.length);
  const isTooFew = !isEnough(slices.length, setAside.length);
  if (model === null || profiles === null || isTooFew) {
    const why = isTooFew
      ? `${setAside.length} of ${slices.length} slices could not be read: the model before stays in use`
      : 'there is no event to train on';
    log.warn({}, why);
    await note(context, { outcome, span, version: null, reason: why, writes: [] });
    return isTooFew ? 'failed' : 'nothing';
  }
  const { version: modelVersion } = sealModel(model, { createdAt: now });
  const options = { config, runId, modelVersion, signal };
  const writes = await patiently('writing profiles', () => effects.writeProfiles(profiles, options));
  const adopted = await patiently('putting the model to use', () =>
    effects.adoptModel(model, { config, now }),
  );
  const { version, reason, isPromoted } = adopted;
  log.info({ version, events: counts.events, is_promoted: isPromoted }, `model ${version}: ${reason}`);
  if (isPromoted) metrics.modelInUse(version, now);
  for (const { target, problem } of writes)
    if (problem !== undefined) log.warn({ target }, `not all was written: ${problem}`);
  await note(context, { outcome, span, version, reason, writes });
  return setAside.length > 0 || writes.some(({ complete }) => !complete) ? 'partial' : 'done';
}

interface Trained {
  readonly outcome: TrainingOutcome;
  readonly span: { readonly from: number; readonly to: number };
  readonly version: string | null;
  readonly reason: string;
  readonly writes: readonly WrittenTarget[];
}

async function note(
  context: StageContext,
  { outcome: { model, counts, setAside }, span, version, reason, writes }: Trained,
): Promise<void> {
  const { clock, runId, startedAt } = context;
  await noteStage(
    {
      stage: 'train',
      runId,
      startedAt,
      durationSeconds: (clock.now().getTime() - startedAt.getTime()) / 1000,
      model:
        model === null || version === null ? null : { version, model, trainedAt: startedAt.toISOString() },
      modelReason: reason,
      counts,
      span: counts.events === 0 ? null : { first: span.from * 1000, last: span.to * 1000 },
      window: null,
      outliers: 0,
      incidents: 0,
      drift: null,
      setAside: setAside.length,
      writes,
    },
    context,
  );
}
