import type { Knowledge } from '../apps/knowledge.ts';
import type { Access } from '../auth/access.ts';
import type { Call } from '../server/call.ts';
import { entriesReply, type Entry } from '../server/entries.ts';
import { Refusal } from '../server/refusal.ts';
import type { Reply } from '../server/reply.ts';
import type { Route } from '../server/route.ts';
import type { DocumentStore, Stanza, StanzaStore } from '../store/store.ts';
import { nameOf, noObject, settingsOf } from './knowledge-calls.ts';

export interface KvConfigParts {
  readonly documents: DocumentStore;
  readonly stanzas: StanzaStore;
  readonly knowledge: Knowledge;
  readonly access: Access;
  readonly now: () => number;
}

/** `/storage/collections/config`: which collections there are, with which types. Owner `nobody` only. */
export function kvConfigRoutes(parts: KvConfigParts): readonly Route[] {
  const { stanzas, documents, knowledge, access, now } = parts;
  const administering =
    (handler: (call: Call) => Promise<Reply> | Reply) =>
    (call: Call): Promise<Reply> | Reply => {
      access.require(call.user, 'edit_kvstore');
      return handler(call);
    };
  const asNobody =
    (handler: (call: Call) => Promise<Reply> | Reply) =>
    (call: Call): Promise<Reply> | Reply => {
      requireNobody(call);
      return handler(call);
    };
  return [
    {
      path: 'storage/collections/config',
      family: 'kv-write',
      otherVerbs: 'target-missing',
      methods: {
        GET: asNobody((call) => {
          const visible = knowledge.seen('collections', call);
          return entriesReply(call, 'collections-conf', visible.map(toEntry), { updated: now() });
        }),
        POST: asNobody(administering((call) => createCollection(stanzas, call, now()))),
      },
    },
    {
      path: 'storage/collections/config/{name}',
      family: 'kv-write',
      methods: {
        GET: asNobody((call) =>
          entriesReply(call, 'collections-conf', [toEntry(findCollection(knowledge, call))], {
            updated: now(),
          }),
        ),
        POST: asNobody(
          administering(async (call) => {
            const found = findCollection(knowledge, call);
            await stanzas.put('collections', { ...found, settings: settingsOf(call) });
            const changed = findCollection(knowledge, call);
            return entriesReply(call, 'collections-conf', [toEntry(changed)], { updated: now() });
          }),
        ),
        DELETE: asNobody(
          administering(async (call) => {
            const { app, name } = findCollection(knowledge, call);
            await stanzas.remove('collections', app, name);
            await documents.clear(app, name);
            return entriesReply(call, 'collections-conf', [], { updated: now() });
          }),
        ),
      },
    },
  ];
}

function requireNobody(call: Call): void {
  if (call.owner === 'nobody' || call.owner === '-') return;
  throw new Refusal(
    400,
    'ERROR',
    `Must use user context of 'nobody' when interacting with collection configurations (used user='${call.owner}')`,
  );
}

function findCollection(knowledge: Knowledge, call: Call): Stanza {
  const found = knowledge.find('collections', call.names['name']!, call);
  if (found === undefined) throw noObject(call.names['name']!);
  return found;
}

async function createCollection(stanzas: StanzaStore, call: Call, updated: number): Promise<Reply> {
  const name = nameOf(call);
  if (stanzas.list('collections').some((other) => other.name === name && other.app === call.app)) {
    throw new Refusal(409, 'ERROR', `An object with name=${name} already exists`);
  }
  const collection = { app: call.app, name, settings: settingsOf(call) };
  await stanzas.put('collections', collection);
  return entriesReply(call, 'collections-conf', [toEntry(collection)], { status: 201, updated });
}

/** Settings as Splunk shows them: texts, with the defaults filled in and acceleration names in lower case. */
function toEntry({ app, name, settings }: Stanza): Entry {
  const shown = Object.entries(settings).map(([key, value]) => [
    key.startsWith('accelerated_fields.') ? key.toLowerCase() : key,
    value,
  ]);
  return {
    name,
    app,
    content: {
      disabled: false,
      enforceTypes: 'false',
      profilingEnabled: 'false',
      profilingThresholdMs: '1000',
      replicate: 'false',
      replication_dump_maximum_file_size: '10240',
      replication_dump_strategy: 'auto',
      type: 'undefined',
      ...(Object.fromEntries(shown) as Record<string, string>),
    },
  };
}
