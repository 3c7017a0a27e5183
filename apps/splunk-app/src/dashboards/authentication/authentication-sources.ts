import type { DataSource } from '../dashboard.ts';
import { accountChoices, askUser, chosenEvents, clusterName, ofUser, pipeline, sayIfEmpty } from '../spl.ts';

const events = chosenEvents('auth_events', { hasMore: true });

/** Name of the signature with its number; by which rows are counted, so never absent. */
const signatureName = [
  'fillnull value="(none)" signature_id signature action',
  'eval signature=if(signature="(none)",signature_id,signature_id." ".signature)',
] as const;

/** The searches of the three tabs. Panels that count share `mix`: events of each kind in each slot of time. */
export const authenticationSources: Readonly<Record<string, DataSource>> = {
  accounts: { query: accountChoices },
  clusters: {
    query: pipeline(
      '`sidecar_published(auth_cluster_profiles)`',
      'sort 0 cluster_id',
      clusterName,
      'eval label=cluster.": ".label, value=cluster_id',
      'table label value',
    ),
  },
  published: {
    query: pipeline(
      'inputlookup sidecar_state_lookup where collection="auth_events"',
      'stats count AS pointers max(published_at) AS published_at',
      'appendcols [| inputlookup auth_model_runs_lookup | where stage="score" | stats max(started_at) AS scored_at]',
      'eval published_at=if(scored_at>published_at,scored_at,published_at)',
      'eval hours=(now()-`sidecar_epoch(published_at)`)/3600',
      'eval published=case(pointers=0,"never: run the sidecar",hours<48,round(hours,1)." h ago",true(),round(hours/24,1)." d ago")',
      'table published',
    ),
  },
  mix: {
    isTimed: true,
    query: `${events} ${pipeline(
      '`sidecar_time_slots`',
      ...signatureName,
      'stats count AS events sum(score) AS score_sum max(score) AS score_max BY _time cluster_id behavior_outlier signature action',
      clusterName,
      'eval kind=if(behavior_outlier=1,"outlier","usual")',
    )}`,
  },
  totals: {
    base: 'mix',
    query: pipeline(
      'eval flagged=if(kind="outlier",events,0)',
      'stats sum(events) AS events sum(flagged) AS outliers dc(cluster_id) AS clusters max(score_max) AS highest',
      'fillnull value=0 events outliers clusters highest',
      'eval share=if(events=0,0,100*outliers/events)',
      'table events outliers share clusters highest',
    ),
  },
  by_cluster: { base: 'mix', query: overTime('cluster') },
  by_outlier: { base: 'mix', query: overTime('kind') },
  by_signature: { base: 'mix', query: overTime('signature') },
  cluster_shares: {
    base: 'mix',
    query: pipeline('stats sum(events) AS events BY cluster', 'sort 0 -events', 'table cluster events'),
  },
  dominant: {
    query: pipeline(
      `\`sidecar_published(auth_user_profiles)\` ${askUser}`,
      ofUser,
      'where $cluster|s$="*" OR tostring(dominant_cluster)=$cluster|s$',
      'eval cluster_id=dominant_cluster, share=100*confidence',
      'join type=left cluster_id [| `sidecar_published(auth_cluster_profiles)` | fields cluster_id label]',
      'sort 0 -event_count, user',
      'head 1000',
      clusterName,
      sayIfEmpty('user', 'No profile of this account in what is published'),
      'rename user AS Account cluster AS "Dominant cluster" label AS "What is usual there" share AS "Share of events" event_count AS Events usual_hours AS "Usual hours"',
      'table Account "Dominant cluster" "What is usual there" "Share of events" Events "Usual hours"',
    ),
  },
  users: {
    isTimed: true,
    query: `${events} ${pipeline(
      ...signatureName,
      'stats count AS events values(action) AS actions values(signature) AS signatures dc(src) AS sources dc(dest) AS destinations max(score) AS highest BY user behavior_outlier',
      'eval flagged=if(behavior_outlier=1,events,0), kind=if(behavior_outlier=1,"outlier","usual")',
      'eventstats sum(events) AS all sum(flagged) AS flagged BY user',
      'eval share=100*events/all',
      'sort 0 -flagged, user, -behavior_outlier',
      sayIfEmpty('user', 'No event fits the inputs above'),
      'rename user AS Account kind AS Decision events AS Events share AS "Share of the account" actions AS Actions signatures AS Signatures sources AS Sources destinations AS Destinations highest AS "Highest score"',
      'table Account Decision Events "Share of the account" Actions Signatures Sources Destinations "Highest score"',
    )}`,
  },
  cluster_events: {
    base: 'mix',
    query: pipeline(
      'stats sum(events) AS events BY cluster kind',
      'xyseries cluster kind events',
      'fillnull value=0',
    ),
  },
  cluster_profiles: {
    query: pipeline(
      '`sidecar_published(auth_cluster_profiles)`',
      'where $cluster|s$="*" OR tostring(cluster_id)=$cluster|s$',
      'rex field=signature_distribution max_match=20 "\\"(?<id>[^\\"]+)\\":(?<part>[0-9.eE+-]+)"',
      'eval pair=coalesce(mvzip(id,part,"="),"none=0")',
      'mvexpand pair',
      'eval signature=mvindex(split(pair,"="),0)." ".round(100*tonumber(mvindex(split(pair,"="),1)),1)." %"',
      'stats list(signature) AS signatures first(label) AS label first(event_count) AS events first(user_count) AS users first(private_ip_rate) AS private first(success_rate) AS success first(hour_bin_mean) AS hour BY cluster_id',
      'sort 0 cluster_id',
      clusterName,
      'eval private=100*private, success=100*success',
      sayIfEmpty('cluster', 'No cluster is published: run the sidecar'),
      'rename cluster AS Cluster label AS "What is usual there" events AS Events users AS Accounts success AS Succeeded private AS "Private sources" hour AS "Mean hour" signatures AS Signatures',
      'table Cluster "What is usual there" Events Accounts Succeeded "Private sources" "Mean hour" Signatures',
    ),
  },
  signature_actions: {
    base: 'mix',
    query: pipeline(
      'stats sum(events) AS events BY signature action',
      'xyseries signature action events',
      'fillnull value=0',
    ),
  },
  entropy: {
    base: 'mix',
    query: pipeline(
      'stats sum(events) AS events BY cluster signature',
      'eventstats sum(events) AS all BY cluster',
      'eval bits=0-(events/all)*log(events/all,2)',
      'stats sum(bits) AS "entropy (bits)" dc(signature) AS signatures BY cluster',
      'eval "most possible (bits)"=log(signatures,2)',
      'table cluster "entropy (bits)" "most possible (bits)"',
    ),
  },
  bubbles: {
    base: 'mix',
    query: pipeline(
      'stats sum(events) AS events sum(score_sum) AS score_sum BY cluster_id',
      'eval mean_score=score_sum/events',
      'table cluster_id mean_score events',
    ),
  },
  outliers: {
    isTimed: true,
    query: `${chosenEvents('auth_outlier_events', { hasMore: true })} ${pipeline(
      'sort 0 p_value, -score, -_time',
      'head 500',
      clusterName,
      'eval time=strftime(_time,"%Y-%m-%d %H:%M:%S"), feedback="give feedback"',
      sayIfEmpty('sentence', 'No outlier fits the inputs above'),
      'rename record_key AS _event time AS Time user AS Account score AS Score sentence AS "What was unusual" mitre_technique AS Technique src AS Source dest AS Destination action AS Action cluster AS Cluster feedback AS Feedback',
      'table Score Time Account "What was unusual" Technique Source Destination Action Cluster Feedback _event',
    )}`,
  },
  highest: {
    isTimed: true,
    query: `${events} ${pipeline(
      'where score>=`sidecar_high_score`',
      'eventstats max(score) AS top BY user',
      'sort 0 -top, user, -_time',
      'streamstats dc(user) AS place',
      'where place<=10',
      'head 2000',
      'eval decision=if(behavior_outlier=1,"outlier","high score")',
      'table _time user decision score',
    )}`,
  },
};

/** Columns over time, one series per value of a field; a slot without events of a kind has none of them. */
function overTime(field: string): string {
  return pipeline(
    `stats sum(events) AS events BY _time ${field}`,
    `xyseries _time ${field} events`,
    'fillnull value=0',
  );
}
