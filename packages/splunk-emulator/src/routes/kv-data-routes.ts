import { randomBytes } from 'node:crypto';
import { applyTypes, TypeMismatch } from '../kv/apply-types.ts';
import { InvalidQuery } from '../kv/compile-query.ts';
import { isObject, type Document } from '../kv/document.ts';
import { findDocuments, findKeys, parseSort, type FindRequest } from '../kv/find-documents.ts';
import type { Limits } from '../limits.ts';
import type { Call } from '../server/call.ts';
import { Refusal } from '../server/refusal.ts';
import { jsonReply, jsonType, textReply, type Reply } from '../server/reply.ts';
import type { Route } from '../server/route.ts';
import type { CollectionConfig, DocumentStore, Space } from '../store/store.ts';

const base = 'storage/collections/data/{collection}';

/** `/storage/collections/data`: the records. Answers are JSON, refusals XML unless `output_mode=json` is sent. */
export function kvDataRoutes(store: DocumentStore, limits: Readonly<Limits>): readonly Route[] {
  const place = (call: Call): Place => placeOf(store, call);
  return [
    {
      path: `${base}/batch_save`,
      family: 'kv-write',
      methods: both((call) => batchSave(store, limits, place(call), call.body)),
    },
    {
      path: `${base}/batch_find`,
      family: 'kv-read',
      methods: both((call) => batchFind(store, limits, place(call), call.body)),
    },
    {
      path: base,
      family: 'kv-write',
      methods: {
        GET: async (call) =>
          textReply(await listed(store, limits, place(call).space, findRequest(call)), jsonType),
        POST: (call) => insertOne(store, place(call), call.body),
        DELETE: (call) => deleteMany(store, place(call).space, call),
      },
    },
    {
      path: `${base}/{key}`,
      family: 'kv-write',
      methods: {
        GET: async (call) =>
          textReply(await oneDocument(store, place(call).space, call.names['key']!), jsonType),
        POST: (call) => replaceOne(store, place(call), call.names['key']!, call.body),
        DELETE: async (call) => {
          const { space } = place(call);
          await oneDocument(store, space, call.names['key']!);
          await store.remove(space, [call.names['key']!]);
          return textReply('', jsonType);
        },
      },
    },
  ];
}

interface Place {
  readonly space: Space;
  readonly config: CollectionConfig;
}

function both(handler: (call: Call) => Promise<Reply>): Route['methods'] {
  return { POST: handler, PUT: handler };
}

/** The collection of the app, or of `system` when the app has none of that name. */
function placeOf(store: DocumentStore, call: Call): Place {
  const collection = call.names['collection']!;
  const named = store.collections().filter(({ name }) => name === collection);
  const config = named.find(({ app }) => app === call.app) ?? named.find(({ app }) => app === 'system');
  if (config === undefined)
    throw new Refusal(404, 'ERROR', `An object with name=${collection} does not exist`);
  return {
    config,
    space: { app: config.app, collection, owner: call.owner === '-' ? 'nobody' : call.owner },
  };
}

async function listed(
  store: DocumentStore,
  limits: Readonly<Limits>,
  space: Space,
  request: FindRequest,
): Promise<string> {
  const found = await answering(() =>
    findDocuments(store, space, request, { maxRows: limits.maxRowsPerQuery }),
  );
  return `[ ${found.join(', ')} ]`;
}

async function oneDocument(store: DocumentStore, space: Space, key: string): Promise<string> {
  const [found] = await store.read(space, [space.owner], { range: { equal: [key] } });
  if (found === undefined) throw new Refusal(404, 'ERROR', 'Could not find object.');
  return found.json;
}

async function insertOne(store: DocumentStore, place: Place, body: string): Promise<Reply> {
  const { key, json } = prepare(place, parseBody(body));
  if (!(await store.insert(place.space, key, json))) {
    throw new Refusal(409, 'ERROR', 'A document with the same key and user already exists.');
  }
  return jsonReply({ _key: key }, 201);
}

async function replaceOne(store: DocumentStore, place: Place, key: string, body: string): Promise<Reply> {
  const document = parseBody(body);
  if (!isObject(document)) throw invalidBody();
  const prepared = prepare(place, { ...document, _key: key });
  await oneDocument(store, place.space, key);
  await store.upsert(place.space, [prepared]);
  return jsonReply({ _key: key });
}

async function deleteMany(store: DocumentStore, space: Space, call: Call): Promise<Reply> {
  const query = call.parameters.get('query');
  const keys = query === null ? undefined : await answering(() => findKeys(store, space, parseQuery(query)));
  await store.remove(space, keys);
  return textReply('', jsonType);
}

async function batchSave(
  store: DocumentStore,
  limits: Readonly<Limits>,
  place: Place,
  body: string,
): Promise<Reply> {
  const documents = parseBody(body);
  if (!Array.isArray(documents)) throw invalidBody();
  if (documents.length > limits.maxDocumentsPerBatchSave) {
    throw overLimit(
      'Too many documents for a single batch save',
      'max_documents_per_batch_save',
      limits.maxDocumentsPerBatchSave,
    );
  }
  if (Buffer.byteLength(body) > limits.maxSizePerBatchSaveMb * 1024 * 1024) {
    throw overLimit('Batch save size too large', 'max_size_per_batch_save_mb', limits.maxSizePerBatchSaveMb);
  }
  const prepared = documents.map((document: unknown) => prepare(place, document));
  await store.upsert(place.space, prepared);
  return jsonReply(prepared.map(({ key }) => key));
}

async function batchFind(
  store: DocumentStore,
  limits: Readonly<Limits>,
  { space }: Place,
  body: string,
): Promise<Reply> {
  const requests = parseBody(body);
  if (!Array.isArray(requests) || !requests.every(isObject))
    throw new Refusal(400, 'ERROR', 'The provided query was invalid.');
  if (requests.length > limits.maxQueriesPerBatch) {
    throw overLimit(
      'Too many queries for a single batch find',
      'max_queries_per_batch',
      limits.maxQueriesPerBatch,
    );
  }
  const results: string[] = [];
  for (const request of requests) results.push(await listed(store, limits, space, batchFindRequest(request)));
  return textReply(`[ ${results.join(', ')} ]`, jsonType);
}

function findRequest({ parameters }: Call): FindRequest {
  const query = parameters.get('query');
  return {
    ...(query !== null && { query: parseQuery(query) }),
    ...textRequest(parameters.get('fields'), parameters.get('sort')),
    limit: numberOf(parameters.get('limit')),
    skip: numberOf(parameters.get('skip')),
    shared: ['true', '1'].includes(parameters.get('shared') ?? ''),
  };
}

function batchFindRequest(request: Document): FindRequest {
  return {
    ...(request['query'] !== undefined && { query: request['query'] }),
    ...textRequest(listText(request['fields']), listText(request['sort'])),
    limit: numberOf(request['limit']),
    skip: numberOf(request['skip']),
    shared: request['shared'] === true,
  };
}

function textRequest(fields: string | null, sort: string | null): Pick<FindRequest, 'fields' | 'sort'> {
  return {
    ...(fields !== null && { fields }),
    ...(sort !== null && { sort: refusing(() => parseSort(sort)) }),
  };
}

/** `"a,b:-1"`, `["a"]` and `[{"b":-1}]` all in the one text form. */
function listText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return [value]
    .flat()
    .flatMap((item) =>
      isObject(item) ? Object.entries(item).map(([name, flag]) => `${name}:${String(flag)}`) : [String(item)],
    )
    .join(',');
}

/** A record ready to be stored: types applied, key given if it has none, `_user` ours to say. */
function prepare({ space, config }: Place, sent: unknown): { key: string; json: string } {
  if (!isObject(sent)) throw invalidBody();
  const key =
    sent['_key'] === undefined || sent['_key'] === ''
      ? randomBytes(12).toString('hex')
      : String(sent['_key']);
  const fitted = refusing(() => applyTypes(sent, config.settings));
  return { key, json: JSON.stringify({ ...fitted, _user: space.owner, _key: key }) };
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw invalidBody();
  }
}

function parseQuery(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal(400, 'ERROR', 'The provided query was invalid.');
  }
}

async function answering<T>(work: () => Promise<T>): Promise<T> {
  return work().catch((error: unknown) =>
    refusing(() => {
      throw error;
    }),
  );
}

/** Turns what the KV Store finds wrong with a request into its 400. */
function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof InvalidQuery || error instanceof TypeMismatch)
      throw new Refusal(400, 'ERROR', error.message);
    throw error;
  }
}

function overLimit(reason: string, setting: string, limit: number): Refusal {
  return new Refusal(
    400,
    'ERROR',
    `Request exceeds API limits - see limits.conf for details. (${reason}, ${setting}=${limit})`,
  );
}

function invalidBody(): Refusal {
  return new Refusal(400, 'ERROR', 'JSON in the request is invalid.');
}

function numberOf(value: unknown): number {
  const number = Number(value ?? 0);
  return Number.isInteger(number) && number > 0 ? number : 0;
}
