/** Joins the stages of a search. */
export function pipeline(...stages: readonly string[]): string {
  return stages.map((stage) => `| ${stage}`).join(' ');
}

/** Keeps the records of the account that is chosen, or all. Quoted, so that no name of an account can become a part of the search. */
export const ofUser = 'where $user|s$="*" OR user=$user|s$';

/** What the collection is asked for, before `ofUser` makes it exact: here an asterisk in a name matches anything. */
export const askUser = 'user=$user|s$';

/** A cluster's number as series and rows show it; with two digits the order of texts is that of numbers. */
export const clusterName = 'eval cluster="cluster ".if(cluster_id<10,"0","").cluster_id';

/** Score in percent: the preset classic knows only the original's, from 0 to 1. */
const percentScore = 'eval score=coalesce(score,100*final_anomaly_score)';

/** The scored events that the inputs of a dashboard leave: account and time, and if asked cluster and minimum score. */
export function chosenEvents(
  collection: 'auth_events' | 'auth_outlier_events',
  { hasMore = false }: { readonly hasMore?: boolean } = {},
): string {
  return pipeline(
    `\`sidecar_published(${collection})\` ${askUser}`,
    ofUser,
    '`sidecar_in_time_range(TimeCreated)`',
    percentScore,
    ...(hasMore
      ? [
          'where ($cluster|s$="*" OR tostring(cluster_id)=$cluster|s$) AND score>=coalesce(tonumber($score|s$),0)',
        ]
      : []),
  );
}

/** If there is no row, makes one that says so in a column. @param message - Without quotes. */
export function sayIfEmpty(column: string, message: string): string {
  return [
    `append [| makeresults | eval sidecar_note="${message}" | fields sidecar_note]`,
    'eventstats count AS sidecar_rows',
    'where sidecar_rows=1 OR isnull(sidecar_note)',
    `eval ${column}=coalesce(${column},sidecar_note)`,
  ].join(' | ');
}

/** Accounts to choose from, by name. */
export const accountChoices: string = pipeline(
  '`sidecar_published(auth_user_profiles)`',
  'sort 0 user',
  'eval label=user, value=user',
  'table label value',
);
