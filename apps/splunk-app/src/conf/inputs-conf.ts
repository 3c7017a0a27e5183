import type { AppFile, AppOptions } from '../app-content.ts';
import { confFile } from './conf-file.ts';

/** A file monitor for events as JSON, off: events may as well come from a forwarder or HEC. */
export function inputsConf({ index, sourcetype, name }: AppOptions): AppFile {
  return confFile('inputs', 'Inputs, off until somebody turns them on.', [
    {
      name: `monitor://$SPLUNK_HOME/var/log/splunk/${name}/*.ndjson`,
      comment: 'Events as JSON, one to a line.',
      settings: { disabled: 1, index, sourcetype },
    },
  ]);
}
