import type { Knowledge } from '../apps/knowledge.ts';
import type { Call } from '../server/call.ts';
import { entriesReply } from '../server/entries.ts';
import { Refusal } from '../server/refusal.ts';
import type { Reply } from '../server/reply.ts';
import type { Route } from '../server/route.ts';
import type { Stanza, StanzaStore } from '../store/store.ts';
import {
  appToWriteIn,
  knowledgeEntry,
  nameOf,
  noObject,
  settingsOf,
  standpointOf,
} from './knowledge-calls.ts';

export interface KnowledgeParts {
  readonly stanzas: StanzaStore;
  readonly knowledge: Knowledge;
  readonly now: () => number;
}

/** Stanzas of a .conf file as an endpoint of their own. */
export interface StanzaResource {
  readonly path: string;
  /** Name of the .conf file without its ending; metadata names permissions by it. */
  readonly kind: string | ((call: Call) => string);
  readonly title: string;
  /** Settings without which none is made. */
  readonly required?: readonly string[];
  /** Which stanzas of the file belong here. @default all */
  readonly belongs?: (settings: Stanza['settings']) => boolean;
  /** What an entry shows beyond, and below, the settings. */
  readonly defaults?: (settings: Stanza['settings']) => Readonly<Record<string, unknown>>;
  /** What is said when a name is taken. */
  readonly taken?: (name: string) => string;
  /** What has to happen once a stanza was made or changed. */
  readonly onChange?: (kind: string) => Promise<void>;
}

/** List, get, make, change, remove: what is written goes to the `local/` of its app. */
export function stanzaRoutes(parts: KnowledgeParts, resource: StanzaResource): readonly Route[] {
  const { path, belongs = () => true } = resource;
  const kindOf = (call: Call): string =>
    typeof resource.kind === 'string' ? resource.kind : resource.kind(call);
  const reply = (call: Call, found: readonly Stanza[], status = 200): Reply => {
    const entries = found.map((stanza) => {
      const content = { ...resource.defaults?.(stanza.settings), ...stanza.settings };
      return knowledgeEntry(parts.knowledge, kindOf(call), stanza, content, call.user);
    });
    return entriesReply(call, resource.title, entries, { status, updated: parts.now() });
  };
  return [
    {
      path,
      otherVerbs: 'target-missing',
      methods: {
        GET: (call) => {
          const seen = parts.knowledge.seen(kindOf(call), standpointOf(call));
          return reply(
            call,
            seen.filter(({ settings }) => belongs(settings)),
          );
        },
        POST: async (call) => {
          const [kind, made] = [kindOf(call), readNew(call, resource)];
          await save(parts, resource, call, kind, made, { isNew: true });
          return reply(
            call,
            [requireStanza(parts.knowledge, kind, { ...call, app: made.app }, made.name)],
            201,
          );
        },
      },
    },
    {
      path: `${path}/{name}`,
      methods: {
        GET: (call) => reply(call, [requireStanza(parts.knowledge, kindOf(call), call)]),
        POST: async (call) => {
          const kind = kindOf(call);
          const found = requireStanza(parts.knowledge, kind, call);
          await save(parts, resource, call, kind, { ...found, settings: settingsOf(call) });
          return reply(call, [requireStanza(parts.knowledge, kind, { ...call, app: found.app })]);
        },
        DELETE: async (call) => {
          const { app, name } = requireStanza(parts.knowledge, kindOf(call), call);
          parts.knowledge.requireWrite(call.user, kindOf(call), app, name);
          await parts.stanzas.remove(kindOf(call), app, name);
          await resource.onChange?.(kindOf(call));
          return reply(call, []);
        },
      },
    },
  ];
}

/** The stanza that a call names, as seen from where it stands. @throws Refusal 404 */
export function requireStanza(
  knowledge: Knowledge,
  kind: string,
  call: Call,
  name: string = call.names['name']!,
): Stanza {
  const found = knowledge.find(kind, name, standpointOf(call));
  if (found === undefined) throw noObject(name);
  return found;
}

function readNew(call: Call, { required = [] }: StanzaResource): Stanza {
  const name = nameOf(call);
  const settings = settingsOf(call);
  const missing = required.filter((key) => settings[key] === undefined);
  if (missing.length > 0)
    throw new Refusal(400, 'ERROR', `Missing required arguments: ${missing.join(', ')}`);
  return { app: appToWriteIn(call), name, settings };
}

async function save(
  { stanzas, knowledge }: KnowledgeParts,
  { taken, onChange }: StanzaResource,
  { user }: Call,
  kind: string,
  stanza: Stanza,
  { isNew = false }: { readonly isNew?: boolean } = {},
): Promise<void> {
  const { app, name } = stanza;
  knowledge.requireWrite(user, kind, app, name);
  if (isNew && stanzas.list(kind).some((other) => other.app === app && other.name === name)) {
    throw new Refusal(409, 'ERROR', taken?.(name) ?? `An object with name=${name} already exists`);
  }
  await stanzas.put(kind, stanza);
  await onChange?.(kind);
}
