import {
  ABSENT,
  lookFields,
  lookSpl,
  SUMMARY_SOURCE,
  SUMMARY_VERSION,
  WINDOW_SECONDS,
} from '@sidecar/pipeline/summary';
import type { AppMacro, AppOptions } from '../app-content.ts';

/** Offsets of one event of the summary: few enough for every way in which Splunk takes fields out of an event. */
const CHUNK = 100;

/** Other names under which a field may be known, of Splunk's own add-ons and of Windows. */
const otherNames: Readonly<Partial<Record<(typeof lookFields)[number], readonly string[]>>> = {
  user: ['TargetUserName', 'Target_User_Name'],
  src_user: ['SubjectUserName', 'Caller_User_Name'],
  src: ['src_ip', 'IpAddress', 'Source_Network_Address', 'WorkstationName'],
  dest: ['Computer', 'ComputerName'],
  signature_id: ['EventCode', 'EventID'],
  process: ['ProcessName', 'Process_Name', 'process_path'],
  logon_type: ['LogonType', 'Logon_Type'],
  authentication_package: ['AuthenticationPackageName', 'Authentication_Package'],
  status: ['Status', 'Error_Code'],
  sub_status: ['SubStatus', 'Sub_Status'],
  service: ['ServiceName', 'Service_Name'],
  dest_nt_domain: ['TargetDomainName'],
};

const fields = lookFields.join(' ');

/** First of several values: a field with two would count an event twice. */
const oneValue = (name: (typeof lookFields)[number]): string =>
  `${name}=mvindex(coalesce(${[name, ...(otherNames[name] ?? [])].join(', ')}), 0)`;

/** How events become summaries, and what summaries there are. */
export const summaryMacros = ({ summaryIndex }: AppOptions): readonly AppMacro[] => [
  {
    name: 'sidecar_summary_index',
    definition: `index=${summaryIndex} source="${SUMMARY_SOURCE}" sidecar_version=${SUMMARY_VERSION}`,
    description: 'Where the summaries are. The searches that write them name the index themselves.',
  },
  {
    name: 'sidecar_event_fields',
    definition: `eval ${lookFields.map(oneValue).join(', ')} | fillnull value="${ABSENT}" ${fields}`,
    description: `The fields that the model reads of an event, each with one value, ${ABSENT} for none. Add names under which your events have them.`,
  },
  {
    name: 'sidecar_event_offset',
    definition: [
      // The text of an event may tell its time more finely than _time.
      'rex field=TimeCreated "^(?<own_day>\\d{4}-\\d\\d-\\d\\d)[T ](?<own_clock>\\d\\d:\\d\\d:\\d\\d)(?:[.,](?<own_fraction>\\d{1,6})\\d*)?(?:Z| ?UTC| ?GMT)?$"',
      'eval own_second=coalesce(strptime(own_day."T".own_clock."+0000", "%Y-%m-%dT%H:%M:%S%z"), floor(_time))',
      'eval own_fraction=rtrim(if(isnull(own_day), substr(tostring(round(_time-floor(_time), 6)), 3), coalesce(own_fraction, "")), "0")',
      'eval offset=floor(own_second-window_start).if(own_fraction="", "", ".".own_fraction)',
    ].join(' | '),
    description:
      'Seconds from window_start to the time that an event states itself (TimeCreated, ISO 8601 in UTC), to the microsecond; otherwise to its _time.',
  },
  {
    name: 'sidecar_whole_windows',
    definition: [
      'addinfo',
      'eval first_window=ceiling(coalesce(tonumber(info_min_time), 0)/' +
        `${WINDOW_SECONDS})*${WINDOW_SECONDS}, end_window=floor(min(coalesce(tonumber(info_max_time), now()), now())/${WINDOW_SECONDS})*${WINDOW_SECONDS}`,
    ].join(' | '),
    description:
      'The first hour that begins within the time range of the search and the end of the last that has ended, in epoch seconds.',
  },
  {
    name: 'sidecar_summarise',
    definition: [
      `eval window_start=floor(_time/${WINDOW_SECONDS})*${WINDOW_SECONDS}`,
      '`sidecar_event_fields`',
      '`sidecar_event_offset`',
      `stats count AS repeated BY window_start ${fields} offset`,
      '`sidecar_whole_windows`',
      'where window_start>=first_window AND window_start<end_window',
      `streamstats count AS number BY window_start ${fields}`,
      `eval chunk=floor((number-1)/${CHUNK}), offset=if(repeated>1, offset."x".repeated, offset)`,
      `stats values(offset) AS times sum(repeated) AS events BY window_start ${fields} chunk`,
      'eval record="look", times=mvjoin(times, " ")',
      lookSpl(lookFields),
      'fields window_start record chunk events look times',
      'append [| makeresults | `sidecar_whole_windows` ' +
        `| eval window_start=mvrange(first_window, end_window, ${WINDOW_SECONDS}), record="window" | mvexpand window_start | fields window_start record]`,
      'eventstats sum(events) AS all_events BY window_start',
      'eval events=if(record="window", coalesce(all_events, 0), events)',
      'addinfo',
      `eval _time=window_start, window_end=window_start+${WINDOW_SECONDS}, run=info_search_time, sidecar_version=${SUMMARY_VERSION}`,
      'table _time sidecar_version record window_start window_end run events all_events chunk look times',
    ].join(' | '),
    description:
      'From events to what is written into the summary index: for each whole hour one event for each distinct look, or for each hundred of its times, and one that states how many events there were. ' +
      'A reader takes the latest run of an hour of which all came, so that it may be repeated.',
  },
  {
    name: 'sidecar_unless_summarised',
    definition:
      'fillnull value=0 all_events | search NOT [| `sidecar_summary_hours` | where complete_writes>0 | rename events AS all_events | fields window_start all_events] | fields - all_events',
    description:
      'Leaves out the hours of which a complete summary has as many events as there are now. So a backfill writes what is missing, incomplete or has grown, and nothing twice.',
  },
  {
    name: 'sidecar_summary_writes',
    definition: [
      'search `sidecar_summary_index`',
      'eval stated=if(record="window", events, null()), counted=if(record="window", null(), events)',
      'stats max(stated) AS stated sum(counted) AS counted max(_indextime) AS written_at BY window_start run',
      'eval is_complete=if(isnotnull(stated) AND stated=coalesce(counted, 0), 1, 0)',
    ].join(' | '),
    description:
      'Every write of every hour: what it states, what came of it, and whether that is all. An event that was indexed twice makes a write incomplete here, while training sees that both are the same.',
  },
  {
    name: 'sidecar_summary_hours',
    definition: [
      '`sidecar_summary_writes`',
      'append [| makeresults | `sidecar_whole_windows` ' +
        `| eval window_start=mvrange(first_window, end_window, ${WINDOW_SECONDS}) | mvexpand window_start | fields window_start]`,
      'sort 0 window_start run',
      'stats sum(is_complete) AS complete_writes count(run) AS writes max(eval(if(is_complete=1, run, null()))) AS run ' +
        'max(eval(if(is_complete=1, stated, null()))) AS events max(eval(if(is_complete=1, written_at, null()))) AS written_at BY window_start',
      'eval complete_writes=coalesce(complete_writes, 0)',
      'eval state=case(complete_writes=0 AND writes=0, "missing", complete_writes=0, "incomplete", complete_writes>1, "repeated", true(), "complete")',
    ].join(' | '),
    description:
      'Every hour of the time range with the state of its summary: complete, repeated (harmless: the latest counts), incomplete or missing.',
  },
];
