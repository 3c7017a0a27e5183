import { SUMMARY_SOURCE } from '@sidecar/pipeline/summary';
import type { AppOptions, SavedSearch } from '../app-content.ts';

/** Searches that write summaries and measures, and those that look after them. */
export const summarySearches = ({ summaryIndex, metricsIndex }: AppOptions): readonly SavedSearch[] => {
  const summarise =
    '`sidecar_index` | `sidecar_summarise` | `sidecar_unless_summarised` ' +
    `| collect index=${summaryIndex} source="${SUMMARY_SOURCE}" addinfo=false`;
  return [
    {
      name: 'Sidecar - Summarise logons per hour',
      description:
        'Writes the summary of the hour before last, as events need time to arrive. An hour that has a complete summary of as many events is not written again.',
      search: summarise,
      cron: '17 * * * *',
      earliest: '-2h@h',
      latest: '-1h@h',
    },
    {
      name: 'Sidecar - Complete the logon summary of yesterday',
      description:
        'Writes the hours of yesterday that have no complete summary, and those of which events arrived after it was written.',
      search: summarise,
      cron: '37 4 * * *',
      earliest: '-1d@d',
      latest: '@d',
    },
    {
      name: 'Sidecar - Backfill the logon summary',
      description:
        'The same for the last eight days. Run it by hand with another time range, up to a year at once, to fill the summary from events that are older than it.',
      search: summarise,
      cron: '7 3 * * 0',
      earliest: '-8d@d',
      latest: '@d',
    },
    {
      name: 'Sidecar - Gaps in the logon summary',
      description:
        'Hours of the last week whose summary is missing, incomplete, written more than once (harmless), or older than events that arrived later.',
      search:
        '| `sidecar_summary_hours` ' +
        '| append [| tstats count AS events_now WHERE `sidecar_index` BY _time span=1h | eval window_start=floor(_time) | fields window_start events_now] ' +
        '| stats max(state) AS state max(writes) AS writes max(events) AS events max(events_now) AS events_now max(written_at) AS written_at BY window_start ' +
        '| eval arrived_later=coalesce(events_now, 0)-coalesce(events, 0), state=if(state="complete" AND arrived_later>0, "late events", state) ' +
        '| where state!="complete" ' +
        '| eval _time=window_start ' +
        '| table _time window_start state writes events events_now arrived_later written_at',
      cron: '47 5 * * *',
      earliest: '-8d@d',
      latest: '-3h@h',
    },
    {
      name: 'Sidecar - Logon measures per hour',
      description:
        'Writes events, failures, distinct sources and distinct destinations of each account and hour into the metrics index. Read them with max: an hour that was measured again has two points.',
      search:
        '`sidecar_index` | `sidecar_event_fields` | eval _time=floor(_time/3600)*3600 ' +
        '| stats count AS "metric_name:logons.events" count(eval(action!="success")) AS "metric_name:logons.failures" ' +
        'dc(eval(if(src="-", null(), src))) AS "metric_name:logons.sources" dc(eval(if(dest="-", null(), dest))) AS "metric_name:logons.destinations" BY _time user ' +
        `| mcollect index=${metricsIndex}`,
      cron: '22 * * * *',
      earliest: '-2h@h',
      latest: '-1h@h',
    },
  ];
};
