import type { AppFile, AppOptions } from '../app-content.ts';
import { appOptions } from '../app-options.ts';
import { appConf } from '../conf/app-conf.ts';
import { authorizeConf } from '../conf/authorize-conf.ts';
import { collectionsConf } from '../conf/collections-conf.ts';
import { defaultMeta } from '../conf/default-meta.ts';
import { eventtypesConf, tagsConf } from '../conf/eventtypes-conf.ts';
import { indexesConf } from '../conf/indexes-conf.ts';
import { inputsConf } from '../conf/inputs-conf.ts';
import { macrosConf } from '../conf/macros-conf.ts';
import { propsConf } from '../conf/props-conf.ts';
import { savedSearchesConf } from '../conf/saved-searches-conf.ts';
import { transformsConf } from '../conf/transforms-conf.ts';
import { workflowActionsConf } from '../conf/workflow-actions-conf.ts';
import { appIcons } from '../static/app-icons.ts';
import { appContentOf } from './app-content-of.ts';
import { appReadme } from './app-readme.ts';
import { byCodePoint } from './by-code-point.ts';
import { licenseText } from './license-text.ts';
import { navigation } from './navigation.ts';
import { viewFile } from './view-file.ts';

/**
 * The files of the app for Splunk, sorted by path: the same options, the same bytes.
 *
 * @param given - What differs from the defaults.
 * @throws RangeError for an option out of its range, and for two files, searches or macros of one name.
 * @example
 * buildApp({ index: 'auth' }).map(({ path }) => path).slice(0, 2); // => ['LICENSE', 'README.md']
 */
export function buildApp(given: Partial<AppOptions> = {}): AppFile[] {
  const options = appOptions(given);
  const { searches, macros, views } = appContentOf(options);
  requireDistinct('saved search', searches);
  requireDistinct('macro', macros);
  requireDistinct('view', views);
  const files = [
    appConf(options, {
      label: 'Sidecar: unusual logons',
      description:
        'Unusual logons and what makes them unusual: scored events, incidents and the health of the model.',
      isVisible: true,
    }),
    authorizeConf(options),
    collectionsConf(),
    eventtypesConf(options),
    indexesConf(options),
    inputsConf(options),
    macrosConf(macros),
    propsConf(options),
    savedSearchesConf(searches, options),
    tagsConf(),
    transformsConf(),
    workflowActionsConf(options),
    navigation(views),
    ...views.map(viewFile),
    defaultMeta(options),
    ...appIcons(),
    { path: 'README.md', content: appReadme(options, { searches, macros }) },
    { path: 'LICENSE', content: licenseText },
  ];
  return files.sort((a, b) => byCodePoint(a.path, b.path));
}

function requireDistinct(what: string, items: readonly { readonly name: string }[]): void {
  const names = items.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new RangeError(`${what} ${twice} is there twice, expected once`);
}
