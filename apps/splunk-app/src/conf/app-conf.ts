import type { AppFile, AppOptions } from '../app-content.ts';
import { confFile } from './conf-file.ts';

/** What the app is called and which version it is. */
export function appConf({ name, version }: AppOptions): AppFile {
  return confFile('app', 'The app itself.', [
    { name: 'install', settings: { is_configured: false, build: 1 } },
    {
      name: 'launcher',
      settings: {
        author: 'Sidecar maintainers',
        description:
          'Unusual logons and what makes them unusual: scored events, incidents and the health of the model.',
        version,
      },
    },
    { name: 'ui', settings: { is_visible: true, label: 'Sidecar: unusual logons' } },
    { name: 'package', settings: { id: name, check_for_updates: false } },
    { name: 'id', settings: { name, version } },
  ]);
}
