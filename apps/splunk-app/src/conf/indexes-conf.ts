import type { AppFile, AppOptions } from '../app-content.ts';
import { RESULTS_INDEX } from '../app-options.ts';
import { confFile } from './conf-file.ts';

const DAY_SECONDS = 86_400;

/** The app's indexes, with the settings alone that Splunk Cloud takes from an app. */
export function indexesConf({ index, summaryIndex, metricsIndex }: AppOptions): AppFile {
  const of = (name: string, comment: string, days: number, isMetric = false) => ({
    name,
    comment: `${comment}; ${days} days`,
    settings: {
      homePath: `$SPLUNK_DB/${name}/db`,
      coldPath: `$SPLUNK_DB/${name}/colddb`,
      thawedPath: `$SPLUNK_DB/${name}/thaweddb`,
      ...(isMetric && { datatype: 'metric' }),
      frozenTimePeriodInSecs: days * DAY_SECONDS,
    },
  });
  return confFile('indexes', 'Indexes. With indexers of their own, this file belongs on them.', [
    of(index, 'Authentication events', 180),
    of(summaryIndex, 'Counts an hour, written by scheduled searches', 400),
    of(metricsIndex, 'Measures of the same, as metrics', 400, true),
    of(RESULTS_INDEX, 'Scored events, incidents and risk events that the sidecar sends', 400),
  ]);
}
