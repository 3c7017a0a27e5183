import { isObject } from '../kv/document.ts';
import { findDocuments } from '../kv/find-documents.ts';
import type { Call } from '../server/call.ts';
import { Refusal } from '../server/refusal.ts';
import { jsonReply, jsonType, textReply, type Reply } from '../server/reply.ts';
import type { Route } from '../server/route.ts';
import { batchFindRequest } from './kv-find-request.ts';
import { kvPlace, kvPlaceToWrite, prepareDocument, type KvParts } from './kv-place.ts';
import { invalidBody, overLimit, parseBody, refusing } from './kv-refusals.ts';

/** `batch_save` and `batch_find`; both take POST and PUT. */
export function kvBatchRoutes(parts: KvParts): readonly Route[] {
  const save = (call: Call): Promise<Reply> => refusing(() => batchSave(parts, call));
  const find = (call: Call): Promise<Reply> => refusing(() => batchFind(parts, call));
  const base = 'storage/collections/data/{collection}';
  return [
    { path: `${base}/batch_save`, family: 'kv-write', methods: { POST: save, PUT: save } },
    { path: `${base}/batch_find`, family: 'kv-read', methods: { POST: find, PUT: find } },
  ];
}

/** Upserts all records or, beyond a limit or with a bad one among them, none. */
async function batchSave(parts: KvParts, call: Call): Promise<Reply> {
  const place = kvPlaceToWrite(parts, call, ['create', 'update']);
  const { maxDocumentsPerBatchSave: most, maxSizePerBatchSaveMb: mostMb } = parts.limits;
  const documents = parseBody(call.body);
  if (!Array.isArray(documents)) throw invalidBody();
  if (documents.length > most) {
    throw overLimit('Too many documents for a single batch save', 'max_documents_per_batch_save', most);
  }
  if (Buffer.byteLength(call.body) > mostMb * 1024 * 1024) {
    throw overLimit('Batch save size too large', 'max_size_per_batch_save_mb', mostMb);
  }
  const prepared = documents.map((document: unknown) => prepareDocument(place, document));
  await parts.documents.upsert(place.space, prepared);
  return jsonReply(prepared.map(({ key }) => key));
}

async function batchFind({ documents, knowledge, limits }: KvParts, call: Call): Promise<Reply> {
  const { space } = kvPlace(knowledge, call);
  const requests = parseBody(call.body);
  if (!Array.isArray(requests) || !requests.every(isObject)) {
    throw new Refusal(400, 'ERROR', 'The provided query was invalid.');
  }
  if (requests.length > limits.maxQueriesPerBatch) {
    throw overLimit(
      'Too many queries for a single batch find',
      'max_queries_per_batch',
      limits.maxQueriesPerBatch,
    );
  }
  const results: string[] = [];
  let left = limits.maxSizePerBatchResultMb * 1024 * 1024;
  for (const request of requests) {
    const found = await findDocuments(documents, space, batchFindRequest(request), {
      maxRows: limits.maxRowsPerQuery,
      maxBytes: Math.min(left, limits.maxSizePerResultMb * 1024 * 1024),
    });
    for (const text of found) left -= Buffer.byteLength(text);
    results.push(`[ ${found.join(', ')} ]`);
  }
  return textReply(`[ ${results.join(', ')} ]`, jsonType);
}
