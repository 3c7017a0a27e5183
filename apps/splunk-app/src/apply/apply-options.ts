import type { AppOptions } from '../app-content.ts';
import { appOptions } from '../app-options.ts';

/** What the user of `splunk-app apply-macro` decides about the app. */
export type ApplyAppOptions = Pick<
  AppOptions,
  'name' | 'version' | 'index' | 'sourcetype' | 'readRoles' | 'writeRoles'
>;

/** Folder and id of the app, if nothing else is asked for. */
const NAME = 'ml_sidecar_model';

/**
 * What was asked for, completed by the defaults and checked.
 *
 * @throws RangeError naming the value and what was expected.
 */
export function applyAppOptions(given: Partial<ApplyAppOptions>): AppOptions {
  return appOptions({ ...given, name: given.name ?? NAME, export: 'system' });
}
