import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DocumentStore, Space, StoredDocument } from '../store/store.ts';
import { compileQuery, InvalidQuery, type DocumentTest } from './compile-query.ts';
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

export interface FindLimits {
  /** `max_rows_per_query`. */
  readonly maxRows: number;
  /** `max_size_per_result_mb`, in bytes. */
  readonly maxBytes: number;
}

/**
 * Reads matching records as JSON texts. Never more than `maxRows` or `maxBytes`, and, as in Splunk, nothing tells that
 * there were more.
 *
 * @throws InvalidQuery if query, fields or sort are not understood.
 */
export async function findDocuments(
  store: DocumentStore,
  space: Space,
  { query = {}, fields, sort = [], limit = 0, skip = 0, shared = false }: FindRequest,
  { maxRows, maxBytes }: FindLimits,
): Promise<readonly string[]> {
  const matches = compileQuery(query);
  const project = fields === undefined || fields === '' ? undefined : compileProjection(fields);
  const { range, complete } = keyQuery(query);
  const most = limit > 0 ? Math.min(limit, maxRows) : maxRows;
  const owners = shared && space.owner !== 'nobody' ? [space.owner, 'nobody'] : [space.owner];
  const byKey = owners.length === 1 && sort.length === 1 && sort[0]!.field === '_key' ? sort[0] : undefined;
  const direction = byKey && (byKey.direction === 1 ? 'ascending' : 'descending');
  const source = store.read(space, owners, { range, ...(direction && { sortByKey: direction }) });
  const found = matching(source, complete ? undefined : matches);
  const print = ({ json }: StoredDocument): string =>
    project === undefined ? json : JSON.stringify(project(JSON.parse(json) as Document));
  if (sort.length > 0 && byKey === undefined) {
    return upTo((await firstSorted(found, sort, skip + most)).slice(skip), print, { most, maxBytes });
  }
  return upTo(found, print, { skip, most, maxBytes });
}

/** Keys of matching records. */
export async function findKeys(
  store: DocumentStore,
  space: Space,
  query: unknown,
): Promise<readonly string[]> {
  const matches = compileQuery(query);
  const { range, complete } = keyQuery(query);
  const keys: string[] = [];
  // By the order of keys a range is found at once; without it, every record is looked at.
  const isBounded = Object.keys(range).length > 0;
  const source = store.read(space, [space.owner], { range, ...(isBounded && { sortByKey: 'ascending' }) });
  for await (const { key } of matching(source, complete ? undefined : matches)) keys.push(key);
  return keys;
}

/** Records looked into before others get their turn. */
const patience = 5000;

async function* matching(
  source: Iterable<StoredDocument>,
  matches: DocumentTest | undefined,
): AsyncGenerator<StoredDocument> {
  let looked = 0;
  for (const stored of source) {
    if (++looked % patience === 0) await nextTurn();
    if (matches === undefined || matches(parse(stored))) yield stored;
  }
}

async function upTo(
  found: AsyncIterable<StoredDocument> | Iterable<StoredDocument>,
  print: (stored: StoredDocument) => string,
  { skip = 0, most, maxBytes }: { skip?: number; most: number; maxBytes: number },
): Promise<readonly string[]> {
  const page: string[] = [];
  if (most === 0) return page;
  let passed = 0;
  let bytes = 0;
  for await (const stored of found) {
    if (passed++ < skip) continue;
    const text = print(stored);
    bytes += Buffer.byteLength(text);
    if (bytes > maxBytes) break;
    page.push(text);
    if (page.length === most) break;
  }
  return page;
}

/** The first records by the sort, in order; holds at most twice as many while it reads. */
async function firstSorted(
  found: AsyncIterable<StoredDocument>,
  sort: NonNullable<FindRequest['sort']>,
  most: number,
): Promise<readonly StoredDocument[]> {
  let kept: { stored: StoredDocument; document: Document }[] = [];
  const settle = (): void => {
    kept.sort((a, b) => compareBy(a.document, b.document, sort));
    kept = kept.slice(0, most);
  };
  for await (const stored of found) {
    kept.push({ stored, document: parse(stored) });
    if (kept.length >= 2 * most + patience) settle();
  }
  settle();
  return kept.map(({ stored }) => stored);
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
