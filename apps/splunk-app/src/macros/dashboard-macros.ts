import type { AppMacro, AppOptions } from '../app-content.ts';

/** What the searches of the dashboards have in common, and what a user may tune about them. */
export const dashboardMacros = (_options: AppOptions): readonly AppMacro[] => [
  {
    name: 'sidecar_published(1)',
    args: ['collection'],
    definition:
      'inputlookup $collection$_lookup where [| inputlookup sidecar_state_lookup where collection="$collection$" | fields run_id]',
    description:
      'The records of a collection that its last complete run has published; those of a run that is still writing are not among them. A condition on fields may follow.',
  },
  {
    name: 'sidecar_in_time_range(1)',
    args: ['field'],
    definition: [
      'eval _time=`sidecar_epoch($field$)`',
      'addinfo',
      'where _time>=info_min_time AND (info_max_time="+Infinity" OR _time<info_max_time)',
      'fields - info_min_time info_max_time info_search_time info_sid',
    ].join(' | '),
    description:
      'Keeps the records whose field, an ISO 8601 time in UTC, lies in the time range of the search, and gives them a _time: records of a collection have none.',
  },
  {
    name: 'sidecar_time_slots',
    definition: [
      'eventstats min(_time) AS slot_from max(_time) AS slot_to',
      'eval slot_seconds=case(slot_to-slot_from<=172800,3600,slot_to-slot_from<=1209600,21600,true(),86400)',
      'eval _time=floor(_time/slot_seconds)*slot_seconds',
      'fields - slot_from slot_to slot_seconds',
    ].join(' | '),
    description:
      'Cuts _time to slots that suit what there is: an hour for up to two days, six hours for up to two weeks, otherwise a day, in UTC.',
  },
  {
    name: 'sidecar_high_score',
    definition: '99',
    description:
      'Score from which the anomaly explorer puts an event on its timeline. One in a hundred quiet events reaches 99.',
  },
  {
    name: 'sidecar_stale_hours',
    definition: '26',
    description:
      'Hours after which what was published counts as stale. A day and two hours suit a run a day.',
  },
];
