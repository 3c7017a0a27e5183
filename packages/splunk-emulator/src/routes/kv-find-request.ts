import { isObject, type Document } from '../kv/document.ts';
import { InvalidQuery } from '../kv/compile-query.ts';
import { parseSort, type FindRequest } from '../kv/find-documents.ts';
import type { Call } from '../server/call.ts';

/** What the query string of `GET data/{collection}` asks for. @throws InvalidQuery */
export function findRequest({ parameters }: Call): FindRequest {
  const query = parameters.get('query');
  return {
    ...(query !== null && { query: parseQuery(query) }),
    ...fieldsAndSort(parameters.get('fields'), parameters.get('sort')),
    limit: wholeNumber(parameters.get('limit')),
    skip: wholeNumber(parameters.get('skip')),
    shared: ['true', '1'].includes(parameters.get('shared') ?? ''),
  };
}

/** What one element of `batch_find` asks for. @throws InvalidQuery */
export function batchFindRequest(request: Document): FindRequest {
  return {
    ...(request['query'] !== undefined && { query: request['query'] }),
    ...fieldsAndSort(listText(request['fields']), listText(request['sort'])),
    limit: wholeNumber(request['limit']),
    skip: wholeNumber(request['skip']),
    shared: request['shared'] === true,
  };
}

/** Parses the text of a query. @throws InvalidQuery if it is not JSON. */
export function parseQuery(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new InvalidQuery('expected JSON');
  }
}

function fieldsAndSort(fields: string | null, sort: string | null): Pick<FindRequest, 'fields' | 'sort'> {
  return { ...(fields !== null && { fields }), ...(sort !== null && { sort: parseSort(sort) }) };
}

/** `"a,b:-1"`, `["a"]` and `[{"b":-1}]` all in the one text form. */
function listText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return [value]
    .flat()
    .flatMap((item) =>
      isObject(item) ? Object.entries(item).map((entry) => entry.join(':')) : [String(item)],
    )
    .join(',');
}

function wholeNumber(value: unknown): number {
  const number = Number(value ?? 0);
  return Number.isInteger(number) && number > 0 ? number : 0;
}
