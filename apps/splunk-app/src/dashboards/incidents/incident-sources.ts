import type { DataSource } from '../dashboard.ts';
import { accountChoices, pipeline, sayIfEmpty } from '../spl.ts';

/** The incident that was clicked; before that the one with the highest risk. */
const chosenIncident = pipeline(
  '`sidecar_published(auth_incidents)`',
  'where $incident|s$="*" OR record_key=$incident|s$',
  'sort 0 -risk, -risk_raw',
  'head 1',
);

/** Keys of its events, as a condition on them. */
const keysOfIncident = `[${chosenIncident} | fields event_keys | mvexpand event_keys | rename event_keys AS record_key | fields record_key]`;

/** The event that was clicked; before that the most unusual of the incident. */
const chosenEvent = [
  'where $event|s$="*" OR record_key=$event|s$',
  'sort 0 p_value, -score',
  'head 1',
] as const;

/** The searches of the page. What depends on the chosen incident reads at most its 20 strongest events. */
export const incidentSources: Readonly<Record<string, DataSource>> = {
  accounts: { query: accountChoices },
  incidents: {
    isTimed: true,
    query: pipeline(
      '`sidecar_published(auth_incidents)`',
      '`sidecar_in_time_range(start)`',
      'where risk>=coalesce(tonumber($risk|s$),0)',
      'search accounts=$user|s$',
      'fields _time record_key kind entity title sentence duration_seconds risk risk_raw alert_count failed_count account_count accounts sources techniques',
    ),
  },
  totals: {
    base: 'incidents',
    query: pipeline(
      'stats count AS incidents max(risk) AS highest sum(alert_count) AS outliers dc(accounts) AS accounts',
      'fillnull value=0 incidents highest outliers accounts',
      'table incidents highest outliers accounts',
    ),
  },
  ranked: {
    base: 'incidents',
    query: pipeline(
      'sort 0 -risk, -risk_raw, -_time',
      'head 500',
      'streamstats count AS rank',
      'eval started=strftime(_time,"%Y-%m-%d %H:%M"), lasted=tostring(round(duration_seconds),"duration"), accounts=if(mvcount(accounts)>5,mvindex(accounts,0,4),accounts)',
      sayIfEmpty('title', 'No incident fits the inputs above'),
      'rename record_key AS _incident rank AS Rank risk AS Risk title AS Incident sentence AS "What happened" techniques AS Techniques accounts AS Accounts sources AS Sources started AS Started lasted AS Lasted alert_count AS Outliers',
      'table Rank Risk Incident "What happened" Techniques Accounts Sources Started Lasted Outliers _incident',
    ),
  },
  when: {
    base: 'incidents',
    query: pipeline(
      'eventstats max(risk) AS top BY entity',
      'sort 0 -top, entity, -risk',
      'streamstats dc(entity) AS place',
      'where place<=10',
      'table _time entity duration_seconds kind title risk record_key',
    ),
  },
  techniques: {
    base: 'incidents',
    query: pipeline(
      'eval techniques=coalesce(techniques,"not named")',
      'mvexpand techniques',
      'stats count AS incidents BY techniques',
      'sort 0 -incidents, techniques',
      'table techniques incidents',
    ),
  },
  events: {
    query: `| \`sidecar_published(auth_outlier_events)\` ${keysOfIncident} ${pipeline(
      'eval score=coalesce(score,100*final_anomaly_score)',
      'fields record_key TimeCreated user src dest action signature score one_in p_value sentence counterfactual mitre_technique reasons',
    )}`,
  },
  event_list: {
    base: 'events',
    query: pipeline(
      'sort 0 p_value, -score',
      'eval time=replace(substr(TimeCreated,1,19),"T"," "), feedback="give feedback"',
      sayIfEmpty('sentence', 'The events of this incident are not among what is published'),
      'rename record_key AS _event time AS "Time (UTC)" user AS Account score AS Score sentence AS "What was unusual" mitre_technique AS Technique src AS Source dest AS Destination action AS Action feedback AS Feedback',
      'table "Time (UTC)" Account Score "What was unusual" Technique Source Destination Action Feedback _event',
    ),
  },
  chosen: {
    query: `${chosenIncident} ${pipeline(
      'eval lasted=tostring(round(duration_seconds),"duration")',
      sayIfEmpty('title', 'No incident is published: run the sidecar'),
      'rename title AS Incident risk AS Risk sentence AS "What happened" lasted AS Lasted failed_count AS "Failed logons" account_count AS Accounts source_count AS Sources destination_count AS Destinations',
      'table Incident Risk "What happened" Lasted "Failed logons" Accounts Sources Destinations',
    )}`,
  },
  explanation: {
    base: 'events',
    query: pipeline(
      ...chosenEvent,
      sayIfEmpty('sentence', 'No event to explain'),
      'rename user AS Account sentence AS "What was unusual" counterfactual AS "What would have been usual"',
      'table Account "What was unusual" "What would have been usual"',
    ),
  },
  reasons: {
    base: 'events',
    query: pipeline(
      ...chosenEvent,
      'fields reasons',
      'mvexpand reasons',
      'spath input=reasons',
      'fields - reasons',
    ),
  },
  reason_points: {
    base: 'reasons',
    query: pipeline(
      'eval points=tonumber(contribution)',
      'where isnotnull(points)',
      'sort 0 -points',
      'table code points',
    ),
  },
  reason_list: {
    base: 'reasons',
    query: pipeline(
      'eval points=tonumber(contribution)',
      'sort 0 -points',
      'eval basis=baseline_events." events on ".baseline_days." days"',
      sayIfEmpty('code', 'No reason is given for this event'),
      'rename code AS Reason points AS Points actual AS Seen typical AS Usual basis AS "Compared with"',
      'table Reason Points Seen Usual "Compared with"',
    ),
  },
};
