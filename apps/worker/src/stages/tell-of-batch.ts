import { modelSummary } from '@sidecar/pipeline';
import { realisedPerDay } from '@sidecar/pipeline/checkpoint';
import { mergeCounts } from '@sidecar/pipeline/slices';
import { countOutliers } from './alerts-by-day.ts';
import { isoTime } from './iso-time.ts';
import { noteStage } from './note-stage.ts';
import type { ScoredBatch } from './score-batch.ts';
import type { StageContext } from './stage-context.ts';

/** Tells the log, the metrics and the ledger what became of a batch whose checkpoint has moved. */
export async function tellOfBatch(
  { runId, startedAt, windows, model, outcome, joined, writes }: ScoredBatch,
  context: StageContext & { readonly seconds: number },
): Promise<void> {
  const { config, log, metrics, seconds, state } = context;
  const counts = mergeCounts(outcome.windows.map(({ counts: each }) => each));
  const outliers = outcome.windows.reduce((sum, window) => sum + countOutliers(window.outliers), 0);
  const forgotten = outcome.windows.reduce((sum, window) => sum + window.forgotten, 0);
  const allWrites = [...outcome.windows.flatMap((window) => window.writes), ...writes];
  metrics.eventsRead(counts.events + counts.rejected);
  metrics.eventsScored(counts.events);
  for (const { reason, count } of counts.rejections) metrics.eventsRejected(reason, count);
  metrics.outliers(outliers);
  for (const { target, written, failed } of allWrites) {
    metrics.recordsWritten(target, written, 'written');
    if (failed > 0) metrics.recordsWritten(target, failed, 'failed');
  }
  metrics.setAside(state.current()!.setAside.length);
  tellOfBudget(context, model);
  const to = isoTime(windows.at(-1)!.to);
  log.info(
    {
      windows: windows.length,
      events: counts.events,
      ...(counts.rejected > 0 && { rejected: counts.rejected }),
      outliers,
      incidents: joined.changed.length,
      seconds: Math.round(seconds * 10) / 10,
    },
    `scored up to ${to}`,
  );
  if (counts.rejected > config.ingestion.max_rejected_share * (counts.events + counts.rejected))
    log.warn({ ...counts.rejections[0] }, 'more lines than the limit allows are no events');
  for (const { target, problem, failed } of allWrites)
    if (problem !== undefined) log.warn({ target, failed }, `not all was written: ${problem}`);
  for (const { window, reason, attempts } of outcome.setAside) {
    const span = `${isoTime(window.from)} to ${isoTime(window.to)}`;
    log.error({ attempts }, `set aside what was indexed from ${span}: ${reason}`);
  }
  if (forgotten > 0) log.warn({ forgotten }, 'names were forgotten for want of room');
  const first = outcome.windows.flatMap(({ counts: { firstTime } }) => firstTime ?? []);
  const last = outcome.windows.flatMap(({ counts: { lastTime } }) => lastTime ?? []);
  await noteStage(
    {
      stage: 'score',
      runId,
      startedAt,
      durationSeconds: seconds,
      model: { version: model.version, model: model.model, trainedAt: model.createdAt },
      modelReason: 'the model in use',
      counts,
      span: first.length === 0 ? null : { first: Math.min(...first), last: Math.max(...last) },
      window: { from: windows[0]!.from, to: windows.at(-1)!.to },
      outliers,
      incidents: joined.changed.length,
      drift: null,
      setAside: outcome.setAside.length,
      writes: allWrites,
    },
    context,
  );
}

/** What the model promises of a day, and how it came. */
export function tellOfBudget(
  { config, metrics, state }: Pick<StageContext, 'config' | 'metrics' | 'state'>,
  { model, version }: ScoredBatch['model'],
): void {
  const checkpoint = state.current();
  const { promise } = modelSummary(model, version, '', config.modeling);
  metrics.budget({
    promised: promise?.day.expected ?? null,
    low: promise?.day.least ?? null,
    high: promise?.day.most ?? null,
    realised: checkpoint && realisedPerDay(checkpoint.alertsByDay, checkpoint.scoredTo),
  });
}
