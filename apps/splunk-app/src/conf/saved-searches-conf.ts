import type { AppFile, AppOptions, SavedSearch } from '../app-content.ts';
import { confFile } from './conf-file.ts';

/** Saved searches, each with its schedule and off: `disabled = 0` in local/savedsearches.conf, or the switch in the list of searches, turns one on. */
export function savedSearchesConf(searches: readonly SavedSearch[], { name: app }: AppOptions): AppFile {
  return confFile(
    'savedsearches',
    'Scheduled searches. All are off until somebody turns them on.',
    searches.map(({ name, description, search, cron, earliest, latest, settings }) => ({
      name,
      settings: {
        description,
        search,
        disabled: 1,
        enableSched: 1,
        cron_schedule: cron,
        'dispatch.earliest_time': earliest,
        'dispatch.latest_time': latest,
        'request.ui_dispatch_app': app,
        ...settings,
      },
    })),
  );
}
