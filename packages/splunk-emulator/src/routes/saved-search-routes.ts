import type { Jobs } from '../search/jobs.ts';
import { isOn } from '../search/search-environment.ts';
import type { Call } from '../server/call.ts';
import { Refusal } from '../server/refusal.ts';
import { sidReply, type Reply } from '../server/reply.ts';
import type { Route } from '../server/route.ts';
import type { Stanza } from '../store/store.ts';
import { scheduledSearch, withSearch } from './scheduled-search.ts';
import { prepareSearch, type SearchParts } from './search-request.ts';
import { requireStanza, stanzaRoutes, type KnowledgeParts } from './stanza-routes.ts';

export interface SavedSearchParts extends SearchParts, KnowledgeParts {
  readonly jobs: Jobs;
}

/** `/saved/searches`: list, get, create, change, delete, dispatch. Nothing runs by its schedule. */
export function savedSearchRoutes(parts: SavedSearchParts): readonly Route[] {
  return [
    {
      path: 'saved/searches/{name}/dispatch',
      family: 'jobs',
      methods: {
        POST: (call) => dispatch(parts, requireStanza(parts.knowledge, 'savedsearches', call), call),
      },
    },
    ...stanzaRoutes(parts, {
      path: 'saved/searches',
      kind: 'savedsearches',
      title: 'savedsearch',
      required: ['search'],
      defaults: () => ({ cron_schedule: '', description: '', disabled: false, is_scheduled: false }),
      taken: (name) =>
        `Unable to create saved search with name '${name}'. A saved search with that name already exists.`,
    }),
  ];
}

/**
 * Starts a job of the saved search, in its app, over the window saved with it or the one sent. With `trigger_actions` it runs
 * as the scheduler would run it: what it finds goes to the summary index that its settings name.
 *
 * @throws Refusal 400 for a search that is disabled: it cannot be run until it is turned on.
 */
function dispatch(parts: SavedSearchParts, { app, name, settings }: Stanza, call: Call): Reply {
  if (isOn(settings['disabled'])) {
    throw new Refusal(400, 'ERROR', `The saved search '${name}' is disabled.`);
  }
  const setting = (key: string): string => call.parameters.get(key) ?? settings[key] ?? '';
  const isScheduled = isOn(call.parameters.get('trigger_actions') ?? undefined);
  const parameters = new URLSearchParams({
    search: isScheduled ? scheduledSearch(settings) : withSearch(settings['search'] ?? ''),
    earliest_time: setting('dispatch.earliest_time'),
    latest_time: setting('dispatch.latest_time'),
    index_earliest: setting('dispatch.index_earliest'),
    index_latest: setting('dispatch.index_latest'),
  });
  const { prepared, identity } = prepareSearch(
    parts,
    { parameters, user: call.user, app },
    { savedSearch: name },
  );
  const start = { owner: call.user, app, sid: identity.sid };
  return sidReply(call, parts.jobs.start(parameters.get('search')!, prepared, start).sid);
}
