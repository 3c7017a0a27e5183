import type { Access } from '../auth/access.ts';
import type { Call } from '../server/call.ts';
import { entriesReply, type Entry } from '../server/entries.ts';
import { Refusal } from '../server/refusal.ts';
import type { Reply } from '../server/reply.ts';
import type { Route } from '../server/route.ts';
import type { EventStore, IndexSummary } from '../store/store.ts';

/** `/data/indexes`: list, get, create. Indexes that the user may not search are not shown. */
export function indexRoutes(store: EventStore, access: Access, now: () => number): readonly Route[] {
  const visible = async ({ user }: Call): Promise<readonly IndexSummary[]> =>
    (await store.indexes()).filter(({ name }) => access.seesIndex(user, name));
  return [
    {
      path: 'data/indexes',
      otherVerbs: 'target-missing',
      methods: {
        GET: async (call) =>
          entriesReply(call, 'indexes', (await visible(call)).map(toEntry), { updated: now() }),
        POST: (call) => {
          access.require(call.user, 'indexes_edit');
          return createIndex(store, call, now());
        },
      },
    },
    {
      path: 'data/indexes/{name}',
      methods: {
        GET: async (call) => {
          const name = call.names['name']!;
          const found = (await visible(call)).find((index) => index.name === name);
          if (found === undefined) throw new Refusal(404, 'ERROR', `Could not find object id=${name}`);
          return entriesReply(call, 'indexes', [toEntry(found)], { updated: now() });
        },
      },
    },
  ];
}

async function createIndex(store: EventStore, call: Call, updated: number): Promise<Reply> {
  const name = call.parameters.get('name') ?? '';
  if (name === '')
    throw new Refusal(400, 'ERROR', 'Cannot perform action "POST" without a target name to act on.');
  if (!/^[a-z0-9_][a-z0-9_-]*$/.test(name)) throw new Refusal(400, 'ERROR', `Invalid index name '${name}'.`);
  if (store.hasIndex(name)) throw new Refusal(409, 'ERROR', `Index name=${name} already exists.`);
  const datatype = call.parameters.get('datatype') === 'metric' ? 'metric' : 'event';
  await store.createIndex(name, datatype);
  return entriesReply(call, 'indexes', [toEntry({ name, datatype, events: 0 })], { status: 201, updated });
}

function toEntry({ name, datatype, events, earliest, latest }: IndexSummary): Entry {
  const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, '+0000');
  return {
    name,
    content: {
      datatype,
      disabled: false,
      isInternal: name.startsWith('_'),
      totalEventCount: events,
      currentDBSizeMB: 1,
      maxTotalDataSizeMB: 500_000,
      frozenTimePeriodInSecs: 188_697_600,
      ...(earliest !== undefined && { minTime: iso(earliest) }),
      ...(latest !== undefined && { maxTime: iso(latest) }),
    },
  };
}
