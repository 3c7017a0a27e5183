import type { AppFile, AppOptions } from '../app-content.ts';
import { confFile } from './conf-file.ts';

/** How events of the sourcetype are parted, timed and read. */
export function propsConf({ sourcetype }: AppOptions): AppFile {
  return confFile('props', 'Events as JSON, one to a line, whose time is in TimeCreated.', [
    {
      name: sourcetype,
      comment:
        'Fields are read when events are searched: INDEXED_EXTRACTIONS beside KV_MODE = json would double them.',
      settings: {
        SHOULD_LINEMERGE: false,
        LINE_BREAKER: '([\\r\\n]+)',
        TRUNCATE: 100_000,
        TIME_PREFIX: '"TimeCreated"\\s*:\\s*"',
        TIME_FORMAT: '%Y-%m-%dT%H:%M:%S.%7N%Z',
        MAX_TIMESTAMP_LOOKAHEAD: 40,
        KV_MODE: 'json',
        'EVAL-app': 'coalesce(app, "windows")',
        'EVAL-vendor_product': '"Microsoft Windows"',
      },
    },
  ]);
}
