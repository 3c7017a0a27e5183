import type { ConfStanza } from '@sidecar/spl/conf';
import type { View } from '../../app-content.ts';
import { defaultTokens, panelQueries } from '../../dashboards/panel-queries.ts';
import { substituteTokens } from '../../dashboards/substitute-tokens.ts';
import { viewFaults } from '../checks/view-faults.ts';
import type { InspectedApp } from '../inspected-app.ts';
import { viewDefinitions } from './view-definitions.ts';

/** A search of an app, ready to be run. */
export interface AppSearch {
  readonly path: string;
  readonly line: number | undefined;
  /** Stanza or data source. */
  readonly name: string;
  /** With values in the place of tokens. */
  readonly search: string;
  readonly earliest?: string | undefined;
  readonly latest?: string | undefined;
}

/** Every search that the app starts: saved ones, those of event types, of dashboards and of menus. One that begins with no pipe begins with the command search, as in Splunk. */
export function appSearches(app: InspectedApp): AppSearch[] {
  const searches = [
    ...app.stanzas('savedsearches').flatMap((stanza) => searchOf('savedsearches', stanza, 'search')),
    ...app.stanzas('eventtypes').flatMap((stanza) => searchOf('eventtypes', stanza, 'search')),
    ...app
      .stanzas('workflow_actions')
      .flatMap((stanza) => searchOf('workflow_actions', stanza, 'search.search_string')),
    ...viewDefinitions(app).flatMap(({ path, line, definition }) =>
      definition === undefined || viewFaults(definition).length > 0
        ? []
        : panelSearches(definition, { path, line }),
    ),
  ];
  return searches.map(({ search, ...rest }) => ({
    ...rest,
    search: /^\s*(?:\||search\s)/.test(search) ? search : `search ${search}`,
  }));
}

function searchOf(conf: string, { name, settings, lines }: ConfStanza, key: string): AppSearch[] {
  const search = settings[key];
  if (search === undefined) return [];
  const isTokened = conf === 'workflow_actions';
  return [
    {
      path: `default/${conf}.conf`,
      line: lines[key],
      name,
      search: isTokened ? search.replaceAll(/\$!?\w+\$/g, '1') : search,
      earliest: settings['dispatch.earliest_time'],
      latest: settings['dispatch.latest_time'],
    },
  ];
}

function panelSearches(definition: View['definition'], place: Pick<AppSearch, 'path' | 'line'>): AppSearch[] {
  const view = {
    definition: { inputs: {}, defaults: { tokens: { default: {} } }, ...definition },
  } as unknown as View;
  return panelQueries(view).map(({ source, query, earliest, latest }) => {
    // A token without a value yet, such as one that a click sets, may be any text.
    const names = [query, earliest ?? '', latest ?? ''].flatMap((text) => [
      ...text.matchAll(/\$([\w.:-]+)(?:\|\w)*\$/g),
    ]);
    const tokens = { ...Object.fromEntries(names.map(([, name]) => [name, '1'])), ...defaultTokens(view) };
    return {
      ...place,
      name: source,
      search: substituteTokens(query, tokens),
      earliest: earliest === undefined ? undefined : substituteTokens(earliest, tokens),
      latest: latest === undefined ? undefined : substituteTokens(latest, tokens),
    };
  });
}
