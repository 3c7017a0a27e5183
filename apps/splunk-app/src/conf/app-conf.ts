import type { AppFile, AppOptions } from '../app-content.ts';
import { confFile } from './conf-file.ts';

/** What an app is called, which version it is, and whether it has pages to show. */
export function appConf(
  { name, version }: Pick<AppOptions, 'name' | 'version'>,
  {
    label,
    description,
    isVisible,
  }: { readonly label: string; readonly description: string; readonly isVisible: boolean },
): AppFile {
  return confFile('app', 'The app itself.', [
    { name: 'install', settings: { is_configured: false, build: 1 } },
    { name: 'launcher', settings: { author: 'Sidecar maintainers', description, version } },
    { name: 'ui', settings: { is_visible: isVisible, label } },
    { name: 'package', settings: { id: name, check_for_updates: false } },
    { name: 'id', settings: { name, version } },
  ]);
}
