import { formatTime } from '@sidecar/events';
import type { DriftComparison } from '@sidecar/kmeans-model';
import { type KvRecord, safeKey } from '@sidecar/kvstore-writer';
import { budgetBounds } from '@sidecar/scoring';
import type { SidecarModel } from '../model.ts';
import type { RunDrift } from '../run/choose-model.ts';
import type { WrittenTarget } from '../run/plan-writes.ts';
import type { InputCounts } from '../input/input-counts.ts';
import type { IndexWindow } from '../slices/slice.ts';
import type { ModelSummary } from '../train/model-summary.ts';

/** First and last time of events, epoch milliseconds. */
export interface TimeSpan {
  readonly first: number;
  readonly last: number;
}

/** Who has run: `run` does all by itself; the others are the stages of a worker. */
export type LedgerStage = 'run' | 'train' | 'score' | 'drift';

/** What a run has found. */
export interface RunFindings extends InputCounts, Omit<ModelSummary, 'modelPath' | 'notes'> {
  readonly modelReason: string;
  /** Outliers in all, and incidents they make; null where nothing was decided. */
  readonly outliers: number | null;
  readonly incidents: number | null;
  /** Null if it was not asked. */
  readonly drift: RunDrift | null;
  readonly writes: readonly WrittenTarget[];
}

/** What a run knows of itself beside what it found. */
export interface RunFacts {
  readonly stage: LedgerStage;
  /** Index time that was scored; null where events were chosen by their own time. */
  readonly window: IndexWindow | null;
  /** Windows or slices that could not be worked through. */
  readonly setAside: number;
  readonly runId: string;
  readonly startedAt: Date;
  readonly durationSeconds: number;
  /** Seconds of each stage. */
  readonly stageSeconds: Readonly<Record<string, number>>;
  /** Null if there is none. */
  readonly model: SidecarModel | null;
  readonly isTrained: boolean;
  /** ISO time; null if nobody noted it. */
  readonly trainedAt: string | null;
  /** Null if there was no event. */
  readonly span: TimeSpan | null;
  readonly outlierMode: string;
  /** Share of rejected lines above which a run is partial. */
  readonly mostRejected: number;
}

const DAY_MS = 86_400_000;

/**
 * The record of one run: `auth_model_runs`.
 *
 * `realised_alerts_per_day` are the outliers by the days between first and last event, a day at least. What a budget promises is
 * of just so many days, divided by them: the longer the window, the closer the bounds. Without a budget nothing is promised,
 * and the fields are absent. A worker scores minutes at a time: such a record bears what is promised of one day, and what was realised is the sum of a day's records.
 * `cramers_v` of a finding is the balanced one, `p_value` the one corrected for the number of comparisons.
 */
export function modelRunRecord(found: RunFindings, facts: RunFacts): KvRecord {
  const { stage, runId, startedAt, durationSeconds, span, model, window } = facts;
  const { events, rejected, writes, modelVersion, drift, promise, outliers } = found;
  const isEmpty = modelVersion === '' || events === 0;
  const decides = stage === 'run' || stage === 'score';
  const learns = stage === 'run' || stage === 'train';
  const isLong = stage === 'run' && span !== null;
  const days = isLong ? Math.max(1, (span.last - span.first) / DAY_MS) : 1;
  return withoutNulls({
    _key: safeKey(runId),
    run_id: runId,
    model_version: modelVersion,
    stage,
    status: statusOf(found, facts),
    started_at: startedAt.toISOString(),
    finished_at: new Date(startedAt.getTime() + durationSeconds * 1000).toISOString(),
    duration_seconds: durationSeconds,
    preset: model?.preset,
    is_trained: Number(facts.isTrained),
    model_reason: found.modelReason,
    trained_at: facts.trainedAt,
    trained_on: found.trainedOn,
    accounts: found.accounts,
    window_start: span && formatTime(span.first),
    window_end: span && formatTime(span.last),
    indexed_from: window && isoOf(window.from),
    indexed_to: window && isoOf(window.to),
    set_aside: facts.setAside,
    events_read: events + rejected,
    events_scored: decides ? (isEmpty ? 0 : events) : null,
    rejected,
    rejected_share: rejectedShareOf(found),
    rejected_reasons: found.rejections.map(({ reason, count }) => `${reason}=${count}`),
    outlier_mode: facts.outlierMode,
    outlier_count: outliers,
    incident_count: found.incidents,
    realised_alerts_per_day: stage === 'run' && !isEmpty && outliers !== null ? outliers / days : null,
    ...(decides && promise !== null && model !== null && promisedOf(model, promise.alertsPerDay, days)),
    k: found.k,
    k_curve: learns ? JSON.stringify(found.curve) : null,
    is_drifted: drift && Number(drift.drifted),
    drift_findings: drift && JSON.stringify(drift.comparisons.map(findingOf)),
    written: sumOf(writes, 'written'),
    failed: sumOf(writes, 'failed'),
    problems: writes.flatMap(({ target, problem }) =>
      problem === undefined ? [] : [`${target}: ${problem}`],
    ),
    stage_seconds: JSON.stringify(facts.stageSeconds),
  });
}

function statusOf(found: RunFindings, { setAside, mostRejected }: RunFacts): string {
  if (setAside > 0) return 'partial';
  if (found.modelVersion === '' || found.events === 0) return 'nothing';
  const isWhole = found.writes.every(({ complete }) => complete) && rejectedShareOf(found) <= mostRejected;
  return isWhole ? 'complete' : 'partial';
}

function rejectedShareOf({ events, rejected }: InputCounts): number {
  return rejected === 0 ? 0 : rejected / (events + rejected);
}

function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

/** KV Store would keep a null as a value. */
function withoutNulls(record: KvRecord): KvRecord {
  const kept = Object.entries(record).filter(([, value]) => value !== null && value !== undefined);
  return { ...Object.fromEntries(kept), _key: record._key };
}

function promisedOf(model: SidecarModel, alertsPerDay: number, days: number): object {
  if (model.preset === 'classic') return {};
  const { expected, least, most } = budgetBounds(model.alertRates, { alertsPerDay, days });
  return {
    promised_alerts_per_day: expected / days,
    budget_low: least / days,
    budget_high: most / days,
  };
}

/** The largest shift of one comparison; `cluster` is its number where clusters were compared. */
function findingOf({ name, shifts, drifted, ...figures }: DriftComparison): object {
  const [largest] = shifts;
  return {
    facet: name,
    cluster: name === 'clusters' && largest !== undefined ? Number(largest.category) : null,
    cramers_v: figures.balancedCramersV,
    p_value: figures.adjustedPValue,
    psi: figures.psi,
    is_drifted: Number(drifted),
    culprit: largest?.category ?? null,
    before_share: largest?.beforeShare ?? null,
    after_share: largest?.afterShare ?? null,
  };
}

function sumOf(writes: readonly WrittenTarget[], field: 'written' | 'failed'): number {
  return writes.reduce((sum, write) => sum + write[field], 0);
}
