import { LIST, VARCHAR, type DuckDBConnection, type DuckDBInstance } from '@duckdb/node-api';
import type { InTurn } from './open-store.ts';
import type { DocumentQuery, DocumentStore, Space } from './store.ts';

/** KV Store records in one table of the embedded database, keyed by app, collection, owner and `_key`. */
export async function createDocumentStore(
  instance: DuckDBInstance,
  writer: DuckDBConnection,
  inTurn: InTurn,
): Promise<DocumentStore> {
  const reader = await instance.connect();
  const upsertMany = await writer.prepare(
    'insert or replace into documents select $1, $2, $3, unnest($4::varchar[]), unnest($5::varchar[])',
  );

  return {
    async clear(app, collection) {
      await inTurn(async () =>
        writer.run('delete from documents where app = ? and collection = ?', [app, collection]),
      );
    },
    async read(space, owners, query) {
      const { sql, values } = selectDocuments(space, owners, query);
      const rows = await reader.runAndReadAll(sql, values);
      return rows.getRows().map((row) => {
        const [key, owner, json] = row as [string, string, string];
        return { key, owner, json };
      });
    },
    async upsert(space, documents) {
      const last = new Map(documents.map(({ key, json }) => [key, json]));
      if (last.size === 0) return;
      await inTurn(async () => {
        upsertMany.bindVarchar(1, space.app);
        upsertMany.bindVarchar(2, space.collection);
        upsertMany.bindVarchar(3, space.owner);
        upsertMany.bindList(4, [...last.keys()], LIST(VARCHAR));
        upsertMany.bindList(5, [...last.values()], LIST(VARCHAR));
        await upsertMany.run();
      });
    },
    async insert(space, key, json) {
      const inserted = await inTurn(async () =>
        writer.run('insert or ignore into documents values (?, ?, ?, ?, ?)', [...spaceOf(space), key, json]),
      );
      return inserted.rowsChanged > 0;
    },
    async remove(space, keys) {
      const which = keys === undefined ? '' : `and key in (${keys.map(() => '?').join(', ') || 'null'})`;
      const removed = await inTurn(async () =>
        writer.run(`delete from documents where app = ? and collection = ? and owner = ? ${which}`, [
          ...spaceOf(space),
          ...(keys ?? []),
        ]),
      );
      return removed.rowsChanged;
    },
    async count(space) {
      const rows = await reader.runAndReadAll(
        'select count(*) from documents where app = ? and collection = ? and owner = ?',
        spaceOf(space),
      );
      return Number(rows.getRows()[0]![0]);
    },
  };
}

function spaceOf({ app, collection, owner }: Space): [string, string, string] {
  return [app, collection, owner];
}

function selectDocuments(
  space: Space,
  owners: readonly string[],
  { range = {}, sortByKey, limit, skip = 0 }: DocumentQuery,
): { sql: string; values: string[] } {
  const bounds = [
    ['>', range.above],
    ['>=', range.atLeast],
    ['<', range.below],
    ['<=', range.atMost],
  ].filter((bound): bound is [string, string] => bound[1] !== undefined);
  const equal =
    range.equal === undefined ? '' : `and key in (${range.equal.map(() => '?').join(', ') || 'null'})`;
  const direction = sortByKey === 'descending' ? 'desc' : 'asc';
  const order = sortByKey === undefined ? 'rowid' : `key ${direction}, owner`;
  return {
    sql: `select key, owner, json from documents
      where app = ? and collection = ? and owner in (${owners.map(() => '?').join(', ')}) ${equal}
      ${bounds.map(([operator]) => `and key ${operator} ?`).join(' ')}
      order by ${order} ${limit === undefined ? '' : `limit ${limit}`} offset ${skip}`,
    values: [
      space.app,
      space.collection,
      ...owners,
      ...(range.equal ?? []),
      ...bounds.map(([, value]) => value),
    ],
  };
}
