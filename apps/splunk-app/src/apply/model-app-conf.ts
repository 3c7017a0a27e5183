import { writeConf } from '@sidecar/spl/conf';
import type { AppFile } from '../app-content.ts';
import { confFile } from '../conf/conf-file.ts';
import type { ApplyAppOptions } from './apply-options.ts';

/** What the app that applies a model is called; it shows nothing by itself. */
export function modelAppConf({ name, version }: ApplyAppOptions): AppFile {
  return confFile('app', 'The app itself.', [
    { name: 'install', settings: { is_configured: false, build: 1 } },
    {
      name: 'launcher',
      settings: {
        author: 'Sidecar maintainers',
        description:
          'A trained model of the sidecar as lookups and the macro sidecar_apply, which scores events in any search.',
        version,
      },
    },
    { name: 'ui', settings: { is_visible: false, label: 'Sidecar: applied model' } },
    { name: 'package', settings: { id: name, check_for_updates: false } },
    { name: 'id', settings: { name, version } },
  ]);
}

/** Macros and lookups serve searches of all apps; searches stay with the app. */
export function modelMeta({ readRoles, writeRoles }: ApplyAppOptions): AppFile {
  const access = `read : [ ${readRoles.join(', ')} ], write : [ ${writeRoles.join(', ')} ]`;
  const content = writeConf([
    { name: '', settings: { owner: 'admin', access, export: 'system' } },
    { name: 'savedsearches', comment: 'Searches stay with the app.', settings: { export: 'none' } },
  ]);
  return { path: 'metadata/default.meta', content };
}
