import type { Access, KvAction } from '../auth/access.ts';
import { isObject } from '../kv/document.ts';
import { findDocuments, findKeys } from '../kv/find-documents.ts';
import type { Limits } from '../limits.ts';
import type { Call } from '../server/call.ts';
import { Refusal } from '../server/refusal.ts';
import { jsonReply, jsonType, textReply, type Reply } from '../server/reply.ts';
import type { Handler, Route } from '../server/route.ts';
import type { Store } from '../store/store.ts';
import { findRequest, parseQuery } from './kv-find-request.ts';
import { kvPlace, prepareDocument } from './kv-place.ts';
import { invalidBody, parseBody, refusing } from './kv-refusals.ts';

type DataHandler = (store: Store, call: Call, limits: Readonly<Limits>) => Promise<Reply>;

/** `/storage/collections/data`: the records. Answers are JSON, refusals XML unless `output_mode=json` is sent. */
export function kvDataRoutes(store: Store, access: Access, limits: Readonly<Limits>): readonly Route[] {
  const on =
    (handler: DataHandler, action?: KvAction): Handler =>
    (call) => {
      if (action !== undefined) access.requireKvWrite(call.user, call.names['collection']!, action);
      return refusing(() => handler(store, call, limits));
    };
  return [
    {
      path: 'storage/collections/data/{collection}',
      family: 'kv-write',
      methods: {
        GET: on(listDocuments),
        POST: on(insertDocument, 'create'),
        DELETE: on(deleteDocuments, 'delete'),
      },
    },
    {
      path: 'storage/collections/data/{collection}/{key}',
      family: 'kv-write',
      methods: {
        GET: on(getDocument),
        POST: on(replaceDocument, 'update'),
        DELETE: on(deleteDocument, 'delete'),
      },
    },
  ];
}

async function listDocuments(store: Store, call: Call, limits: Readonly<Limits>): Promise<Reply> {
  const { space } = kvPlace(store.stanzas, call);
  const found = await findDocuments(store.documents, space, findRequest(call), {
    maxRows: limits.maxRowsPerQuery,
    maxBytes: limits.maxSizePerResultMb * 1024 * 1024,
  });
  return textReply(`[ ${found.join(', ')} ]`, jsonType);
}

async function insertDocument(store: Store, call: Call): Promise<Reply> {
  const place = kvPlace(store.stanzas, call);
  const { key, json } = prepareDocument(place, parseBody(call.body));
  if (!(await store.documents.insert(place.space, key, json))) {
    throw new Refusal(409, 'ERROR', 'A document with the same key and user already exists.');
  }
  return jsonReply({ _key: key }, 201);
}

async function deleteDocuments(store: Store, call: Call): Promise<Reply> {
  const { space } = kvPlace(store.stanzas, call);
  const query = call.parameters.get('query');
  const wanted = query === null ? undefined : parseQuery(query);
  await store.documents.remove(
    space,
    query === null ? undefined : () => findKeys(store.documents, space, wanted),
  );
  return textReply('', jsonType);
}

async function getDocument(store: Store, call: Call): Promise<Reply> {
  const { space } = kvPlace(store.stanzas, call);
  const [found] = store.documents.read(space, [space.owner], { range: { equal: [call.names['key']!] } });
  if (found === undefined) throw notFound();
  return textReply(found.json, jsonType);
}

/** Replaces the whole record: fields that are not sent are gone. */
async function replaceDocument(store: Store, call: Call): Promise<Reply> {
  const place = kvPlace(store.stanzas, call);
  const key = call.names['key']!;
  const sent = parseBody(call.body);
  if (!isObject(sent)) throw invalidBody();
  const prepared = prepareDocument(place, { ...sent, _key: key });
  if (!(await store.documents.replace(place.space, key, prepared.json))) throw notFound();
  return jsonReply({ _key: key });
}

async function deleteDocument(store: Store, call: Call): Promise<Reply> {
  const { space } = kvPlace(store.stanzas, call);
  const key = call.names['key']!;
  const isThere = (): boolean =>
    [...store.documents.read(space, [space.owner], { range: { equal: [key] } })].length > 0;
  const removed = await store.documents.remove(space, async () => (isThere() ? [key] : []));
  if (removed === 0) throw notFound();
  return textReply('', jsonType);
}

function notFound(): Refusal {
  return new Refusal(404, 'ERROR', 'Could not find object.');
}
