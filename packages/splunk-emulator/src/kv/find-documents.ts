import type { DocumentStore, Space, StoredDocument } from '../store/store.ts';
import { compileQuery, InvalidQuery } from './compile-query.ts';
import { compareValues, valueAt, type Document } from './document.ts';
import { keyQuery } from './key-range.ts';
import { compileProjection } from './project-fields.ts';

/** What a read of a collection may ask for; `fields` and `sort` in Splunk's text form or as objects. */
export interface FindRequest {
  readonly query?: unknown;
  readonly fields?: string;
  readonly sort?: readonly { readonly field: string; readonly direction: 1 | -1 }[];
  readonly limit?: number;
  readonly skip?: number;
  readonly shared?: boolean;
}

/**
 * Reads matching records as JSON texts. Never more than `maxRows`, and, as in Splunk, nothing tells that there were more.
 *
 * @throws InvalidQuery if query, fields or sort are not understood.
 */
export async function findDocuments(
  store: DocumentStore,
  space: Space,
  { query = {}, fields, sort = [], limit = 0, skip = 0, shared = false }: FindRequest,
  { maxRows }: { maxRows: number },
): Promise<readonly string[]> {
  const matches = compileQuery(query);
  const project = fields === undefined || fields === '' ? undefined : compileProjection(fields);
  const { range, complete } = keyQuery(query);
  const most = limit > 0 ? Math.min(limit, maxRows) : maxRows;
  const owners = shared && space.owner !== 'nobody' ? [space.owner, 'nobody'] : [space.owner];
  const byKey = sort.length === 1 && sort[0]!.field === '_key' ? sort[0] : undefined;

  if (complete && (sort.length === 0 || byKey !== undefined)) {
    const direction = byKey && (byKey.direction === 1 ? 'ascending' : 'descending');
    const page = await store.read(space, owners, {
      range,
      ...(direction && { sortByKey: direction }),
      limit: most,
      skip,
    });
    return project === undefined
      ? page.map(({ json }) => json)
      : page.map((stored) => JSON.stringify(project(parse(stored))));
  }
  const found = (await store.read(space, owners, { range })).map(parse).filter(matches);
  if (sort.length > 0) found.sort((a, b) => compareBy(a, b, sort));
  const page = found.slice(skip, skip + most);
  return page.map((document) => JSON.stringify(project === undefined ? document : project(document)));
}

/** Keys of matching records; all of the collection's without a query. */
export async function findKeys(
  store: DocumentStore,
  space: Space,
  query: unknown,
): Promise<readonly string[]> {
  const matches = compileQuery(query);
  const { range, complete } = keyQuery(query);
  const stored = await store.read(space, [space.owner], { range });
  return (complete ? stored : stored.filter((document) => matches(parse(document)))).map(({ key }) => key);
}

/** Reads `sort=a,b:-1`. @throws InvalidQuery if a direction is neither 1 nor -1. */
export function parseSort(text: string): NonNullable<FindRequest['sort']> {
  return text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [field, direction = '1'] = part.trim().split(':') as [string, string?];
      if (direction.trim() !== '1' && direction.trim() !== '-1')
        throw new InvalidQuery(`sort direction ${direction}`);
      return { field: field.trim(), direction: direction.trim() === '1' ? 1 : -1 };
    });
}

function parse({ json }: StoredDocument): Document {
  return JSON.parse(json) as Document;
}

function compareBy(a: Document, b: Document, sort: NonNullable<FindRequest['sort']>): number {
  for (const { field, direction } of sort) {
    const order = compareValues(valueAt(a, field), valueAt(b, field)) * direction;
    if (order !== 0) return order;
  }
  return 0;
}
