import type { DataSource } from '../dashboard.ts';
import { accountChoices, askUser, chosenEvents, clusterName, ofUser, pipeline, sayIfEmpty } from '../spl.ts';

const events = chosenEvents('auth_events');

/** Most common values of all chosen accounts. Shares are of all their events, so that they still add up to at most 100 %. */
const typical = (values: string, shares: string): string =>
  pipeline(
    'eventstats sum(event_count) AS all',
    `eval pair=mvzip(${values},${shares},"=")`,
    'fields pair event_count all',
    'mvexpand pair',
    'rex field=pair "(?<name>.*)=(?<part>[^=]+)"',
    'eval weighted=100*part*event_count/all',
    'stats sum(weighted) AS share BY name',
    'sort 0 -share, name',
    'head 10',
    'rename share AS "share (%)"',
    'table name "share (%)"',
  );

/** The threshold that holds for an account, or the global one for all: one in so many quiet events reaches it. */
const threshold = [
  'inputlookup auth_user_thresholds_lookup',
  ofUser,
  'sort 0 -date',
  'head 1',
  'eval of="scores", final=if($user|s$="*",threshold_global,threshold_user_norm)',
  'eval threshold=1/max(1-final,0.000000001)',
  'fields of threshold',
].join(' | ');

/** The searches of the page: one reads the profile, one the events, one the history of thresholds. */
export const userSources: Readonly<Record<string, DataSource>> = {
  accounts: { query: accountChoices },
  profile: {
    query: pipeline(
      `\`sidecar_published(auth_user_profiles)\` ${askUser}`,
      ofUser,
      'fields user dominant_cluster confidence event_count first_seen last_seen usual_hours hour_counts typical_sources typical_source_shares typical_destinations typical_destination_shares',
    ),
  },
  facts: {
    base: 'profile',
    query: pipeline(
      'stats count AS accounts sum(event_count) AS events min(first_seen) AS first max(last_seen) AS last values(usual_hours) AS hours values(dominant_cluster) AS clusters',
      'eval events=coalesce(events,0), first=coalesce(substr(first,1,10),"never"), last=coalesce(substr(last,1,10),"never")',
      'eval hours=case(accounts=0,"not known",accounts>1,"varies",hours="" OR isnull(hours),"no habit",true(),hours), cluster=case(accounts=0,"not known",accounts>1,"varies",true(),"cluster ".clusters)',
      'table accounts events first last hours cluster',
    ),
  },
  week: {
    base: 'profile',
    query: pipeline(
      'eval pair=mvzip(mvrange(0,168),hour_counts,"=")',
      'fields pair',
      'mvexpand pair',
      'rex field=pair "(?<slot>\\d+)=(?<count>[0-9.eE+]+)"',
      'stats sum(count) AS events BY slot',
      'sort 0 num(slot)',
      'eval hour=slot%24, day=mvindex(split("Mon,Tue,Wed,Thu,Fri,Sat,Sun",","),floor(slot/24))',
      'eval hour=if(hour<10,"0","").hour',
      'table hour day events',
    ),
  },
  sources: { base: 'profile', query: typical('typical_sources', 'typical_source_shares') },
  destinations: { base: 'profile', query: typical('typical_destinations', 'typical_destination_shares') },
  scored: {
    isTimed: true,
    query: `${events} ${pipeline(
      'eval rarity=coalesce(one_in,1/max(1-final_anomaly_score,0.000000001))',
      '`sidecar_time_slots`',
      'stats count AS events sum(behavior_outlier) AS outliers max(score) AS highest max(rarity) AS rarest BY _time',
    )}`,
  },
  decided: {
    base: 'scored',
    query: pipeline(
      'stats sum(events) AS events sum(outliers) AS outliers max(highest) AS highest',
      'fillnull value=0 events outliers highest',
      'table events outliers highest',
    ),
  },
  scores: {
    base: 'scored',
    query: pipeline(
      'eval of="scores"',
      `join type=left of [| ${threshold}]`,
      'rename rarest AS "most unusual event"',
      'table _time "most unusual event" threshold',
    ),
  },
  activity: {
    base: 'scored',
    query: pipeline('eval usual=events-outliers, outlier=outliers', 'table _time outlier usual'),
  },
  thresholds: {
    query: pipeline(
      `inputlookup auth_user_thresholds_lookup where ${askUser}`,
      ofUser,
      'eval _time=strptime(date."+0000","%Y-%m-%d%z"), own=100*threshold_user_norm, global=100*threshold_global',
      'stats avg(own) AS account avg(global) AS global BY _time',
      'sort 0 _time',
      'table _time account global',
    ),
  },
  outliers: {
    isTimed: true,
    query: `${chosenEvents('auth_outlier_events')} ${pipeline(
      'sort 0 -_time',
      'head 500',
      clusterName,
      'eval time=strftime(_time,"%Y-%m-%d %H:%M:%S"), feedback="give feedback"',
      sayIfEmpty('sentence', 'No outlier in this time range'),
      'rename record_key AS _event time AS Time user AS Account score AS Score sentence AS "What was unusual" counterfactual AS "What would have been usual" mitre_technique AS Technique src AS Source dest AS Destination feedback AS Feedback',
      'table Time Account Score "What was unusual" "What would have been usual" Technique Source Destination Feedback _event',
    )}`,
  },
};
