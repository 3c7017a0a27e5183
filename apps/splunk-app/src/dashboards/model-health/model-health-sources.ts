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

/** The searches of the page: one reads the history of runs, and nearly all panels continue it. */
export const modelHealthSources: Readonly<Record<string, DataSource>> = {
  runs: {
    isTimed: true,
    query: pipeline(
      'inputlookup auth_model_runs_lookup',
      '`sidecar_in_time_range(started_at)`',
      'fields _time run_id model_version status started_at duration_seconds is_trained model_reason trained_at events_read events_scored rejected rejected_share rejected_reasons outlier_count incident_count promised_alerts_per_day realised_alerts_per_day budget_low budget_high k k_curve is_drifted drift_findings failed problems',
    ),
  },
  latest: {
    base: 'runs',
    query: pipeline(
      'sort 0 -_time',
      'head 1',
      `eval hours=${hoursSince('started_at')}`,
      'eval ago=if(hours<48,round(hours,1)." h ago",round(hours/24,1)." d ago"), drift=case(isnull(is_drifted),"not asked",is_drifted=1,"drifted",true(),"none"), rejected_percent=100*rejected_share',
      sayIfEmpty('status', 'no run yet'),
      'table status ago k drift realised_alerts_per_day rejected_percent',
    ),
  },
  run_list: {
    base: 'runs',
    query: pipeline(
      'sort 0 -_time',
      'head 200',
      'eval started=strftime(_time,"%Y-%m-%d %H:%M"), model=if(is_trained=1,"trained","reused"), drift=case(isnull(is_drifted),"not asked",is_drifted=1,"drifted",true(),"none"), rejected_percent=100*rejected_share',
      sayIfEmpty('started', 'No run in this time range'),
      'rename started AS Started status AS Status duration_seconds AS Duration model AS Model model_reason AS Why events_read AS Read events_scored AS Scored rejected_percent AS Rejected outlier_count AS Outliers incident_count AS Incidents drift AS Drift failed AS "Not written" problems AS Problems',
      'table Started Status Duration Model Why Read Scored Rejected Outliers Incidents Drift "Not written" Problems',
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
      'sort 0 _time',
      'eval _time=floor(_time/86400)*86400',
      'stats last(realised_alerts_per_day) AS realised last(promised_alerts_per_day) AS promised last(budget_low) AS fewest last(budget_high) AS most BY _time',
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
      'join type=left run [| inputlookup auth_model_runs_lookup | sort 0 -started_at | head 1 | eval run="latest" | rename promised_alerts_per_day AS promised | fields run promised]',
      'table _time outliers promised',
    ),
  },
  rejects: {
    base: 'runs',
    query: pipeline(
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
      'inputlookup sidecar_state_lookup where collection="auth_*"',
      `eval hours=${hoursSince('published_at')}`,
      'eval state=if(hours>`sidecar_stale_hours`,"stale","fresh")',
      'sort 0 collection',
      sayIfEmpty('collection', 'Nothing is published yet: run the sidecar'),
      'rename collection AS Collection records AS Records published_at AS Published hours AS Age state AS State run_id AS Run',
      'table Collection Records Published Age State Run',
    ),
  },
};
