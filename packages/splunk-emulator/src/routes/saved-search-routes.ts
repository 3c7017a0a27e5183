import type { Jobs } from '../search/jobs.ts';
import { wantsJson, type Call } from '../server/call.ts';
import { entriesReply, type Entry } from '../server/entries.ts';
import { Refusal } from '../server/refusal.ts';
import { jsonReply, textReply, xmlType, type Reply } from '../server/reply.ts';
import type { Route } from '../server/route.ts';
import type { Stanza, StanzaStore } from '../store/store.ts';
import { prepareSearch, type SearchParts } from './search-request.ts';

export interface SavedSearchParts extends SearchParts {
  readonly stanzas: StanzaStore;
  readonly jobs: Jobs;
}

/** `/saved/searches`: list, get, create, change, delete, dispatch. Nothing runs by its schedule. */
export function savedSearchRoutes(parts: SavedSearchParts): readonly Route[] {
  const { stanzas, access, now } = parts;
  const reply = (call: Call, found: readonly Stanza[], status = 200): Reply =>
    entriesReply(call, 'savedsearch', found.map(toEntry), { status, updated: now() });
  return [
    {
      path: 'saved/searches',
      otherVerbs: 'target-missing',
      methods: {
        GET: (call) =>
          reply(
            call,
            stanzas.list('savedsearches').filter(({ app }) => sees(call, app)),
          ),
        POST: async (call) => {
          access.requireAppWrite(call.user);
          const made = readNew(call);
          if (find(stanzas, call, made.name) !== undefined) {
            const text = `Unable to create saved search with name '${made.name}'. A saved search with that name already exists.`;
            throw new Refusal(409, 'ERROR', text);
          }
          await stanzas.put('savedsearches', made);
          return reply(call, [made], 201);
        },
      },
    },
    {
      path: 'saved/searches/{name}',
      methods: {
        GET: (call) => reply(call, [requireSaved(stanzas, call)]),
        POST: async (call) => {
          access.requireAppWrite(call.user);
          const found = requireSaved(stanzas, call);
          const changed = { ...found, settings: { ...found.settings, ...settingsOf(call) } };
          await stanzas.put('savedsearches', changed);
          return reply(call, [changed]);
        },
        DELETE: async (call) => {
          access.requireAppWrite(call.user);
          const { app, name } = requireSaved(stanzas, call);
          await stanzas.remove('savedsearches', app, name);
          return reply(call, []);
        },
      },
    },
    {
      path: 'saved/searches/{name}/dispatch',
      family: 'jobs',
      methods: { POST: (call) => dispatch(parts, requireSaved(stanzas, call), call) },
    },
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

function readNew(call: Call): Stanza {
  const name = call.parameters.get('name') ?? '';
  if (name === '')
    throw new Refusal(400, 'ERROR', 'Cannot perform action "POST" without a target name to act on.');
  const settings = settingsOf(call);
  if (settings['search'] === undefined) throw new Refusal(400, 'ERROR', 'Missing required arguments: search');
  return { app: call.app, name, settings };
}

function find(stanzas: StanzaStore, call: Call, name: string): Stanza | undefined {
  return stanzas.list('savedsearches').find((stanza) => stanza.name === name && sees(call, stanza.app));
}

function requireSaved(stanzas: StanzaStore, call: Call): Stanza {
  const found = find(stanzas, call, call.names['name']!);
  if (found === undefined) throw new Refusal(404, 'ERROR', `Could not find object id=${call.names['name']!}`);
  return found;
}

/** Without a namespace, or with `-`, every app's are seen. */
function sees(call: Call, app: string): boolean {
  return call.app === app || call.app === '-' || call.app === 'system';
}

function settingsOf({ parameters }: Call): Record<string, string> {
  return Object.fromEntries([...parameters].filter(([name]) => name !== 'name' && name !== 'output_mode'));
}

function toEntry({ app, name, settings }: Stanza): Entry {
  const defaults = { cron_schedule: '', description: '', disabled: false, is_scheduled: false };
  return { name, app, content: { ...defaults, ...settings } };
}
