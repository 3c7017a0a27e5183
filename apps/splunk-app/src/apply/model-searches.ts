import type { AppMacro, SavedSearch } from '../app-content.ts';
import { APPLIED_OUTLIERS, appliedOutlierFields } from './applied-outliers.ts';
import type { ApplyAppOptions } from './apply-options.ts';
import { PREFIX } from './apply-lookup.ts';
import { pipeline } from './stage.ts';

const LOOKUP = `${APPLIED_OUTLIERS}_lookup`;

/** What the searches of the app share and a user may set. */
export function modelSearchMacros(
  { index, sourcetype }: Pick<ApplyAppOptions, 'index' | 'sourcetype'>,
  modelVersion: string,
): readonly AppMacro[] {
  return [
    {
      name: `${PREFIX}_index`,
      definition: `index=${index} sourcetype="${sourcetype}"`,
      description:
        'Where the authentication events are that the model is applied to. Change it if they are somewhere else.',
    },
    {
      name: `${PREFIX}_filter`,
      definition: 'search *',
      description:
        'Leaves out of the applied outliers what is known to be harmless, such as: search NOT user="backup"',
    },
    {
      name: `${PREFIX}_retention`,
      definition: '"-30d"',
      description: 'How long applied outliers are kept, as a time modifier in quotation marks.',
    },
    {
      name: `${PREFIX}_keep`,
      definition: keepOutliers(modelVersion),
      description: `Keeps the outliers among applied events in the collection ${APPLIED_OUTLIERS}. The key is made of the event, so the same event is kept once, however often a search meets it.`,
    },
  ];
}

/** Every ten minutes, with a lag of two minutes; windows go by the time of indexing and overlap, as an event is kept once all the same. */
export function modelSearches(): readonly SavedSearch[] {
  const apply = pipeline(`search \`${PREFIX}_index\``, `\`${PREFIX}\``, `\`${PREFIX}_keep\``);
  return [
    {
      name: 'Sidecar - Apply model to recent events',
      description:
        'Scores each event that was indexed from 17 to 2 minutes ago by itself and keeps the outliers. Events may be up to a day older than their indexing.',
      search: apply.replace('search ', 'search _index_earliest=-17m@m _index_latest=-2m@m '),
      cron: '*/10 * * * *',
      earliest: '-24h@m',
      latest: '+1h@m',
    },
    {
      name: 'Sidecar - Apply model to the last day',
      description:
        'Scores all events of the last day once more, for the windows that were skipped while Splunk was busy or down; what is kept already stays as it is.',
      search: apply,
      cron: '23 4 * * *',
      earliest: '-1d@d',
      latest: '@d',
    },
    {
      name: 'Sidecar - Forget old applied outliers',
      description: `Removes outliers older than \`${PREFIX}_retention\` from the collection.`,
      search: pipeline(
        `| inputlookup ${LOOKUP}`,
        `where event_time>=relative_time(now(), \`${PREFIX}_retention\`)`,
        `outputlookup append=false key_field=event_key ${LOOKUP}`,
      ),
      cron: '37 3 * * *',
      earliest: '-5m@m',
      latest: 'now',
    },
  ];
}

function keepOutliers(modelVersion: string): string {
  return pipeline(
    `where behavior_outlier=1`,
    `\`${PREFIX}_filter\``,
    `foreach layer_* [eval layers=if('<<FIELD>>'>=2, mvappend(layers, "<<MATCHSTR>> ".round('<<FIELD>>', 1)), layers)]`,
    `eval layers=mvjoin(layers, ", "), event_key=sha256(_time."|"._raw), event_time=_time, applied_at=now(), model_version="${modelVersion}"`,
    `table ${Object.keys(appliedOutlierFields).join(', ')}`,
    `outputlookup append=true key_field=event_key ${LOOKUP}`,
  );
}
