import type { Detection } from './detection.ts';

const RECENT_INCIDENTS = '| where `sidecar_epoch(end)` >= relative_time(now(), `sidecar_lookback`)';
const RECENT_EVENTS = '| where `sidecar_epoch(TimeCreated)` >= relative_time(now(), `sidecar_lookback`)';

/** The history of runs; records of earlier versions have no stage. */
const RUNS = ['| inputlookup auth_model_runs_lookup', '| eval stage=coalesce(stage,"run")'];

/** The last run that looked at a time as a whole: what a worker scores is minutes of it. */
const LAST_RUN = [...RUNS, '| where stage!="score"', '| sort 1 -started_at'];

/** What the last run decided, or, where a worker scores, what it decided of the last day taken together. */
const LAST_DECIDED = [
  ...RUNS,
  '| where stage="run" OR (stage="score" AND `sidecar_epoch(indexed_from)` >= relative_time(now(), "-24h"))',
  '| eval run_id=if(stage="score", "scored on ".strftime(now(), "%Y-%m-%d"), run_id)',
  '| sort 0 started_at',
  '| stats max(started_at) as started_at, last(stage) as stage, sum(events_read) as events_read, sum(rejected) as rejected, values(rejected_reasons) as rejected_reasons, sum(outlier_count) as outlier_count, sum(incident_count) as incident_count, last(promised_alerts_per_day) as promised_alerts_per_day, last(realised_alerts_per_day) as realised_alerts_per_day, last(budget_low) as budget_low, last(budget_high) as budget_high by run_id',
  '| sort 1 -started_at',
  '| eval rejected_share=if(events_read>0, rejected/events_read, 0), realised_alerts_per_day=if(stage="score", outlier_count, realised_alerts_per_day)',
];

/** What the app can raise an alert on. All read collections; none reads events. */
export const detections: readonly Detection[] = [
  {
    title: 'Incident above the risk limit',
    description:
      'A group of outliers whose risk is at least `sidecar_minimum_risk`. Told once a week for each incident.',
    search: [
      '| `sidecar_published(auth_incidents)`',
      '| where risk >= `sidecar_minimum_risk`',
      RECENT_INCIDENTS,
      '| eval _time=`sidecar_epoch(end)`',
      '| sort 0 -risk',
      '| table _time, record_key, risk, kind, entity, title, sentence, alert_count, account_count, source_count, techniques, run_id',
    ],
    cron: '19 * * * *',
    earliest: '-24h@h',
    sameIf: ['record_key'],
    quietFor: '7d',
    severity: 'high',
  },
  {
    title: 'Outlier of a privileged account',
    description:
      'An outlier with a score of at least `sidecar_minimum_score` of an account that `sidecar_privileged_accounts` names.',
    search: outliersOf('`sidecar_privileged_accounts`'),
    cron: '24 * * * *',
    earliest: '-24h@h',
    sameIf: ['record_key'],
    quietFor: '7d',
    severity: 'high',
  },
  {
    title: 'Outlier of a service account',
    description:
      'An outlier with a score of at least `sidecar_minimum_score` of an account that `sidecar_service_accounts` names: such accounts do the same every day.',
    search: outliersOf('`sidecar_service_accounts`'),
    cron: '27 * * * *',
    earliest: '-24h@h',
    sameIf: ['record_key'],
    quietFor: '7d',
    severity: 'medium',
  },
  {
    title: 'Results are stale',
    description:
      'No run has published scored events, and no worker has scored, for `sidecar_stale_hours` hours, or none ever did: look at the schedule and the log of the sidecar.',
    search: [
      '| inputlookup sidecar_state_lookup where collection="auth_events"',
      '| stats max(published_at) as published_at, values(run_id) as run_id',
      '| appendcols [| inputlookup auth_model_runs_lookup | where stage="score" | stats max(started_at) as scored_at]',
      '| eval published_at=if(scored_at > published_at, scored_at, published_at)',
      '| eval age_hours=round((now() - `sidecar_epoch(published_at)`) / 3600, 1)',
      '| where isnull(age_hours) OR age_hours > `sidecar_stale_hours`',
      '| fillnull value="never" published_at',
      '| table published_at, age_hours, run_id',
    ],
    cron: '47 * * * *',
    earliest: '-24h@h',
    sameIf: ['published_at'],
    quietFor: '12h',
    severity: 'medium',
  },
  {
    title: 'Drift found',
    description:
      'The last run found that events no longer look as they did in training. It says what moved; training anew or looking into the cause is up to you.',
    search: [
      ...LAST_RUN,
      '| where is_drifted=1',
      '| table started_at, run_id, model_version, trained_at, drift_findings, model_reason',
    ],
    cron: '37 * * * *',
    earliest: '-24h@h',
    sameIf: ['model_version'],
    quietFor: '3d',
    severity: 'low',
  },
  {
    title: 'Alert budget exceeded',
    description:
      'The last run, or the last day that a worker scored, gave more outliers a day than its mode promises (`budget_high`): many events look unlike training, or an attack is large.',
    search: [
      ...LAST_DECIDED,
      '| where realised_alerts_per_day > budget_high',
      '| table started_at, run_id, promised_alerts_per_day, realised_alerts_per_day, budget_low, budget_high, outlier_count, incident_count',
    ],
    cron: '41 * * * *',
    earliest: '-24h@h',
    sameIf: ['run_id'],
    quietFor: '7d',
    severity: 'medium',
  },
  {
    title: 'Rejects above the limit',
    description:
      'A larger share of the lines of the last run, or of the last day that a worker scored, than `sidecar_rejected_share_limit` could not be used: a source may write another format.',
    search: [
      ...LAST_DECIDED,
      '| where rejected_share > `sidecar_rejected_share_limit`',
      '| table started_at, run_id, events_read, rejected, rejected_share, rejected_reasons',
    ],
    cron: '51 * * * *',
    earliest: '-24h@h',
    sameIf: ['run_id'],
    quietFor: '7d',
    severity: 'low',
  },
  {
    title: 'Write not whole',
    description:
      'Records of the last run are missing in a collection, whose readers see the run before; or records of what a worker scored in the last day are missing.',
    search: [
      ...RUNS,
      '| where stage!="score" OR (failed > 0 AND `sidecar_epoch(started_at)` >= relative_time(now(), "-24h"))',
      '| sort 0 -started_at',
      '| eval last_of=if(stage="score", run_id, stage)',
      '| dedup last_of',
      '| where failed > 0',
      '| table started_at, run_id, stage, status, written, failed, problems',
    ],
    cron: '56 * * * *',
    earliest: '-24h@h',
    sameIf: ['run_id'],
    quietFor: '7d',
    severity: 'medium',
  },
  {
    title: 'Part set aside',
    description:
      'The worker left out a part of the events, as it failed again and again for a reason of its own: its log says which and why, and sidecar-worker retry scores it once more.',
    search: [
      ...RUNS,
      '| where set_aside > 0 AND `sidecar_epoch(started_at)` >= relative_time(now(), "-24h")',
      '| sort 0 -started_at',
      '| table started_at, run_id, stage, set_aside, indexed_from, indexed_to, model_reason',
    ],
    cron: '31 * * * *',
    earliest: '-24h@h',
    sameIf: ['run_id'],
    quietFor: '7d',
    severity: 'medium',
  },
];

/** The search of outliers of some accounts. @param accounts - A search for them. */
function outliersOf(accounts: string): string[] {
  return [
    '| `sidecar_published(auth_outlier_events)`',
    `| search ${accounts}`,
    '| where score >= `sidecar_minimum_score`',
    RECENT_EVENTS,
    '| eval _time=`sidecar_epoch(TimeCreated)`',
    '| sort 0 -score',
    '| table _time, record_key, user, src, dest, signature, action, score, one_in, sentence, mitre_technique, run_id',
  ];
}
