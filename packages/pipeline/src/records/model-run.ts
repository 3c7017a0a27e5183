import { formatTime } from '@sidecar/events';
import type { DriftComparison } from '@sidecar/kmeans-model';
import { type KvRecord, safeKey } from '@sidecar/kvstore-writer';
import { budgetBounds } from '@sidecar/scoring';
import type { SidecarModel } from '../model.ts';
import type { WrittenTarget } from '../run/plan-writes.ts';
import type { RunReport } from '../run/run.ts';

/** First and last time of events, epoch milliseconds. */
export interface TimeSpan {
  readonly first: number;
  readonly last: number;
}

/** What a run knows of itself beside its report. */
export interface RunFacts {
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
 * and the fields are absent. `cramers_v` of a finding is the balanced one, `p_value` the one corrected for the number of comparisons.
 */
export function modelRunRecord(report: RunReport, facts: RunFacts): KvRecord {
  const { runId, startedAt, durationSeconds, span, model } = facts;
  const { events, rejected, writes, modelVersion, drift, promise } = report;
  const isEmpty = modelVersion === '' || events === 0;
  const outliers = Object.values(report.outliers).reduce((sum, count) => sum + count, 0);
  const days = span === null ? 1 : Math.max(1, (span.last - span.first) / DAY_MS);
  const rejectedShare = rejected === 0 ? 0 : rejected / (events + rejected);
  const isWhole = writes.every(({ complete }) => complete) && rejectedShare <= facts.mostRejected;
  return withoutNulls({
    _key: safeKey(runId),
    run_id: runId,
    model_version: modelVersion,
    status: isEmpty ? 'nothing' : isWhole ? 'complete' : 'partial',
    started_at: startedAt.toISOString(),
    finished_at: new Date(startedAt.getTime() + durationSeconds * 1000).toISOString(),
    duration_seconds: durationSeconds,
    preset: model?.preset,
    is_trained: Number(facts.isTrained),
    model_reason: report.modelReason,
    trained_at: facts.trainedAt,
    trained_on: report.trainedOn,
    accounts: report.accounts,
    window_start: span && formatTime(span.first),
    window_end: span && formatTime(span.last),
    events_read: events + rejected,
    events_scored: isEmpty ? 0 : events,
    rejected,
    rejected_share: rejectedShare,
    rejected_reasons: report.rejections.map(({ reason, count }) => `${reason}=${count}`),
    outlier_mode: facts.outlierMode,
    outlier_count: outliers,
    incident_count: report.incidents.length,
    realised_alerts_per_day: isEmpty ? null : outliers / days,
    ...(promise !== null && model !== null && promisedOf(model, promise.alertsPerDay, days)),
    k: report.k,
    k_curve: JSON.stringify(report.curve),
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
