import { writeConf } from '@sidecar/spl/conf';
import type { AppFile } from '../app-content.ts';
import { appConf } from '../conf/app-conf.ts';
import type { ApplyAppOptions } from './apply-options.ts';

/** What the app that applies a model is called; it shows nothing by itself. */
export function modelAppConf(options: ApplyAppOptions): AppFile {
  return appConf(options, {
    label: 'Sidecar: applied model',
    description:
      'A trained model of the sidecar as lookups and the macro sidecar_apply, which scores events in any search.',
    isVisible: false,
  });
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
