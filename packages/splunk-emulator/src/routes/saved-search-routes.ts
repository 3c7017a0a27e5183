import type { Jobs } from '../search/jobs.ts';
import { wantsJson, type Call } from '../server/call.ts';
import { jsonReply, textReply, xmlType, type Reply } from '../server/reply.ts';
import type { Route } from '../server/route.ts';
import type { Stanza } from '../store/store.ts';
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

/** Starts a job of the saved search, over the window saved with it. */
function dispatch(parts: SavedSearchParts, { settings }: Stanza, call: Call): Reply {
  const parameters = new URLSearchParams({
    search: withSearch(settings['search'] ?? ''),
    earliest_time: settings['dispatch.earliest_time'] ?? '',
    latest_time: settings['dispatch.latest_time'] ?? '',
  });
  const prepared = prepareSearch(parts, { parameters, user: call.user });
  const { sid } = parts.jobs.start(parameters.get('search')!, prepared, { owner: call.user });
  if (wantsJson(call)) return jsonReply({ sid }, 201);
  return textReply(
    `<?xml version="1.0" encoding="UTF-8"?>\n<response>\n  <sid>${sid}</sid>\n</response>\n`,
    xmlType,
    201,
  );
}

/** A saved search may leave out the leading word `search`. */
function withSearch(text: string): string {
  return /^\s*(\||search\s)/i.test(text) ? text : `search ${text}`;
}
