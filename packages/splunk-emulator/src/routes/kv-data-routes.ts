import { isObject } from '../kv/document.ts';
import { findDocuments, findKeys } from '../kv/find-documents.ts';
import type { Call } from '../server/call.ts';
import { Refusal } from '../server/refusal.ts';
import { jsonReply, jsonType, textReply, type Reply } from '../server/reply.ts';
import type { Handler, Route } from '../server/route.ts';
import { findRequest, parseQuery } from './kv-find-request.ts';
import { kvPlace, kvPlaceToWrite, prepareDocument, type KvParts } from './kv-place.ts';
import { invalidBody, parseBody, refusing } from './kv-refusals.ts';

/** `/storage/collections/data`: the records. Answers are JSON, refusals XML unless `output_mode=json` is sent. */
export function kvDataRoutes(parts: KvParts): readonly Route[] {
  const on =
    (handler: (parts: KvParts, call: Call) => Promise<Reply>): Handler =>
    (call) =>
      refusing(() => handler(parts, call));
  return [
    {
      path: 'storage/collections/data/{collection}',
      family: 'kv-write',
      methods: {
        GET: on(listDocuments),
        POST: on(insertDocument),
        DELETE: on(deleteDocuments),
      },
    },
    {
      path: 'storage/collections/data/{collection}/{key}',
      family: 'kv-write',
      methods: {
        GET: on(getDocument),
        POST: on(replaceDocument),
        DELETE: on(deleteDocument),
      },
    },
  ];
}

async function listDocuments({ documents, knowledge, limits }: KvParts, call: Call): Promise<Reply> {
  const { space } = kvPlace(knowledge, call);
  const found = await findDocuments(documents, space, findRequest(call), {
    maxRows: limits.maxRowsPerQuery,
    maxBytes: limits.maxSizePerResultMb * 1024 * 1024,
  });
  return textReply(`[ ${found.join(', ')} ]`, jsonType);
}

async function insertDocument(parts: KvParts, call: Call): Promise<Reply> {
  const place = kvPlaceToWrite(parts, call, ['create']);
  const { key, json } = prepareDocument(place, parseBody(call.body));
  if (!(await parts.documents.insert(place.space, key, json))) {
    throw new Refusal(409, 'ERROR', 'A document with the same key and user already exists.');
  }
  return jsonReply({ _key: key }, 201);
}

async function deleteDocuments(parts: KvParts, call: Call): Promise<Reply> {
  const { space } = kvPlaceToWrite(parts, call, ['delete']);
  const query = call.parameters.get('query');
  const wanted = query === null ? undefined : parseQuery(query);
  await parts.documents.remove(
    space,
    query === null ? undefined : () => findKeys(parts.documents, space, wanted),
  );
  return textReply('', jsonType);
}

async function getDocument({ documents, knowledge }: KvParts, call: Call): Promise<Reply> {
  const { space } = kvPlace(knowledge, call);
  const [found] = documents.read(space, [space.owner], { range: { equal: [call.names['key']!] } });
  if (found === undefined) throw notFound();
  return textReply(found.json, jsonType);
}

/** Replaces the whole record: fields that are not sent are gone. */
async function replaceDocument(parts: KvParts, call: Call): Promise<Reply> {
  const place = kvPlaceToWrite(parts, call, ['update']);
  const key = call.names['key']!;
  const sent = parseBody(call.body);
  if (!isObject(sent)) throw invalidBody();
  const prepared = prepareDocument(place, { ...sent, _key: key });
  if (!(await parts.documents.replace(place.space, key, prepared.json))) throw notFound();
  return jsonReply({ _key: key });
}

async function deleteDocument(parts: KvParts, call: Call): Promise<Reply> {
  const { space } = kvPlaceToWrite(parts, call, ['delete']);
  const key = call.names['key']!;
  const isThere = (): boolean =>
    [...parts.documents.read(space, [space.owner], { range: { equal: [key] } })].length > 0;
  const removed = await parts.documents.remove(space, async () => (isThere() ? [key] : []));
  if (removed === 0) throw notFound();
  return textReply('', jsonType);
}

function notFound(): Refusal {
  return new Refusal(404, 'ERROR', 'Could not find object.');
}
