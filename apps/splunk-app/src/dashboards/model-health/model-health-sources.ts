import type { DataSource } from '../dashboard.ts';
import { pipeline, sayIfEmpty } from '../spl.ts';

/** The latest run that has something in a field, and what is in it: one row per element of its JSON list. */
const latestList = (field: string): readonly string[] => [
  `where isnotnull(${field}) AND ${field}!=""`,
  'sort 0 -_time',
  'head 1',
  `spath input=${field} path={} output=element`,
  'fields k element',
  'rename k AS chosen_k',
  'mvexpand element',
  'spath input=element',
  'fields - element',
];

/** Hours since an ISO 8601 time in UTC. */
const hoursSince = (field: string): string => `(now()-\`sidecar_epoch(${field})\`)/3600`;

const driftText = 'case(isnull(is_drifted),"not asked",is_drifted=1,"drifted",true(),"none")';

/** The searches of the page: one reads the history of runs, and nearly all panels continue it. */
export const modelHealthSources: Readonly<Record<string, DataSource>> = {
  runs: {
    isTimed: true,
    query: pipeline(
      'inputlookup auth_model_runs_lookup',
      '`sidecar_in_time_range(started_at)`',
      'eval stage=coalesce(stage,"run")',
      'fields _time run_id model_version stage status started_at duration_seconds is_trained model_reason trained_at events_read events_scored rejected rejected_share rejected_reasons outlier_count incident_count promised_alerts_per_day realised_alerts_per_day budget_low budget_high k k_curve is_drifted drift_findings failed problems set_aside indexed_from',
    ),
  },
  latest: {
    base: 'runs',
    query: pipeline(
      'sort 0 -_time',
      // A worker scores minutes at a time: what it decides is told of a day.
      `eval drift=if(stage="score",null(),${driftText}), decided=if(stage="run" OR stage="score",stage,null()), run_realised=if(stage="run",realised_alerts_per_day,null()), run_rejected=if(stage="run",rejected_share,null()), is_of_day=if(stage="score" AND _time>=now()-86400,1,null())`,
      'eval day_outliers=if(is_of_day=1,outlier_count,null()), day_read=if(is_of_day=1,events_read,null()), day_rejected=if(is_of_day=1,rejected,null())',
      'stats first(status) AS status first(started_at) AS started_at first(k) AS k first(drift) AS drift first(decided) AS decided first(run_realised) AS run_realised first(run_rejected) AS run_rejected sum(day_outliers) AS day_outliers sum(day_read) AS day_read sum(day_rejected) AS day_rejected',
      'where isnotnull(status)',
      `eval hours=${hoursSince('started_at')}`,
      'eval ago=if(hours<48,round(hours,1)." h ago",round(hours/24,1)." d ago"), drift=coalesce(drift,"not asked"), realised_alerts_per_day=if(decided="score",day_outliers,run_realised), rejected_percent=100*if(decided="score",day_rejected/day_read,run_rejected)',
      sayIfEmpty('status', 'no run yet'),
      'table status ago k drift realised_alerts_per_day rejected_percent',
    ),
  },
  run_list: {
    base: 'runs',
    query: pipeline(
      'sort 0 _time',
      'eval row=if(stage="score","score ".strftime(_time,"%Y-%m-%d"),run_id), is_partial=if(status="partial",1,0), is_complete=if(status="complete",1,0)',
      'stats max(_time) AS _time count AS batches last(stage) AS stage max(is_partial) AS is_partial max(is_complete) AS is_complete sum(duration_seconds) AS duration_seconds last(is_trained) AS is_trained last(model_reason) AS model_reason sum(events_read) AS events_read sum(events_scored) AS events_scored sum(rejected) AS rejected sum(outlier_count) AS outlier_count sum(incident_count) AS incident_count last(is_drifted) AS is_drifted sum(failed) AS failed sum(set_aside) AS set_aside values(problems) AS problems BY row',
      'sort 0 -_time',
      'head 200',
      // The same incident grows in many batches.
      `eval incident_count=if(stage="score",null(),incident_count), status=case(is_partial=1,"partial",is_complete=1,"complete",true(),"nothing"), started=strftime(_time,"%Y-%m-%d %H:%M"), model=if(is_trained=1,"trained","reused"), drift=${driftText}, rejected_percent=100*rejected/events_read, stage=if(stage="score","score, ".batches." in the day",stage)`,
      sayIfEmpty('started', 'No run in this time range'),
      'rename started AS Started stage AS Stage status AS Status duration_seconds AS Duration model AS Model model_reason AS Why events_read AS Read events_scored AS Scored rejected_percent AS Rejected outlier_count AS Outliers incident_count AS Incidents drift AS Drift failed AS "Not written" set_aside AS "Set aside" problems AS Problems',
      'table Started Stage Status Duration Model Why Read Scored Rejected Outliers Incidents Drift "Not written" "Set aside" Problems',
    ),
  },
  k_curve: {
    base: 'runs',
    query: pipeline(
      ...latestList('k_curve'),
      'eval k=tonumber(k), silhouette=tonumber(silhouette), inertia=tonumber(inertia)',
      'where isnotnull(k)',
      'sort 0 k',
      'eval chosen=if(k=chosen_k,silhouette,null())',
      'rename inertia AS "inertia (right)"',
      'table k silhouette chosen "inertia (right)"',
    ),
  },
  drift: {
    base: 'runs',
    query: pipeline(
      ...latestList('drift_findings'),
      'eval cramers_v=tonumber(cramers_v), psi=tonumber(psi), p_value=tonumber(p_value)',
      'where isnotnull(facet)',
      'sort 0 -cramers_v',
    ),
  },
  drift_bars: {
    base: 'drift',
    query: pipeline(
      'eval what=if(isnull(culprit),facet,facet.": ".culprit)',
      'eval strength=cramers_v',
      'rename strength AS "Cramer\'s V"',
      'table what "Cramer\'s V"',
    ),
  },
  drift_list: {
    base: 'drift',
    query: pipeline(
      'eval judged=if(is_drifted="true" OR is_drifted=1,"drifted","steady"), before=100*tonumber(before_share), after=100*tonumber(after_share)',
      sayIfEmpty('facet', 'Nothing was compared in this time range'),
      'rename facet AS Facet culprit AS "Moved most" before AS Before after AS After cramers_v AS "Cramer\'s V" psi AS PSI p_value AS "p-value" judged AS Judged',
      'table Facet "Moved most" Before After "Cramer\'s V" PSI "p-value" Judged',
    ),
  },
  budget: {
    base: 'runs',
    query: pipeline(
      'where stage="run" OR stage="score"',
      'sort 0 _time',
      'eval scored=if(stage="score",outlier_count,null()), _time=floor(if(stage="score",`sidecar_epoch(indexed_from)`,_time)/86400)*86400',
      'stats last(realised_alerts_per_day) AS realised sum(scored) AS scored last(promised_alerts_per_day) AS promised last(budget_low) AS fewest last(budget_high) AS most BY _time',
      'eval realised=coalesce(scored,realised)',
      'table _time realised promised fewest most',
    ),
  },
  outliers_by_day: {
    isTimed: true,
    query: pipeline(
      '`sidecar_published(auth_outlier_events)`',
      '`sidecar_in_time_range(TimeCreated)`',
      'eval _time=floor(_time/86400)*86400',
      'stats count AS outliers BY _time',
      'eval run="latest"',
      'join type=left run [| inputlookup auth_model_runs_lookup | eval stage=coalesce(stage,"run") | where stage="run" OR stage="score" | sort 0 -started_at | head 1 | eval run="latest" | rename promised_alerts_per_day AS promised | fields run promised]',
      'table _time outliers promised',
    ),
  },
  rejects: {
    base: 'runs',
    query: pipeline(
      'where stage="run" OR stage="score"',
      'fields rejected_reasons',
      'mvexpand rejected_reasons',
      'rex field=rejected_reasons "(?<reason>.*)=(?<lines>\\d+)"',
      'stats sum(lines) AS lines BY reason',
      'sort 0 -lines, reason',
      'head 20',
      'table reason lines',
    ),
  },
  ages: {
    query: pipeline(
      'inputlookup sidecar_state_lookup where collection="auth_*" OR extends="auth_*"',
      'eval name=coalesce(collection,extends)',
      'stats max(records) AS records max(published_at) AS published_at count(extends) AS marks BY name run_id',
      'where isnotnull(published_at)',
      'eval of="score"',
      'join type=left of [| inputlookup auth_model_runs_lookup | where stage="score" | stats max(started_at) AS scored_at | eval of="score"]',
      // What is scored is added to some of them; how many there are by now, nobody has counted.
      'eval is_added_to=if(name="auth_events" OR name="auth_outlier_events" OR name="auth_incidents",1,0), is_scored=if(scored_at>published_at,1,0), fresh_at=if(is_added_to=1 AND is_scored=1,scored_at,published_at), records=if(marks>0,null(),records)',
      `eval hours=${hoursSince('fresh_at')}, scored_hours=${hoursSince('scored_at')}`,
      'eval state=case(is_added_to=0 AND is_scored=1 AND scored_hours<=`sidecar_stale_hours`,"as trained",hours>`sidecar_stale_hours`,"stale",true(),"fresh")',
      'sort 0 name',
      sayIfEmpty('name', 'Nothing is published yet: run the sidecar'),
      'rename name AS Collection records AS Records published_at AS Published hours AS Age state AS State run_id AS Run',
      'table Collection Records Published Age State Run',
    ),
  },
};
