import type { DuckDBConnection } from '@duckdb/node-api';
import type { Space } from './store.ts';

/** One change: a record put, a record gone (no `json`), or a whole space or collection gone (no `key`, no `owner`). */
export interface Change {
  readonly app: string;
  readonly collection: string;
  readonly owner: string | undefined;
  readonly key: string | undefined;
  readonly json: string | undefined;
}

/** Changes to records in the order they were made, committed before a write is confirmed. */
export interface DocumentLog {
  append(changes: Iterable<Change>): Promise<void>;
  /** All changes, oldest first. */
  replay(apply: (change: Change) => void): Promise<void>;
  /** Starts over with the given changes alone. */
  rewrite(changes: Iterable<Change>): Promise<void>;
}

/** A log that keeps nothing, for an emulator in memory. */
export const noLog: DocumentLog = {
  append: async () => {},
  replay: async () => {},
  rewrite: async () => {},
};

/** A log in a table of the embedded database: appending is far quicker there than keeping an index up to date. */
export async function createDocumentLog(writer: DuckDBConnection): Promise<DocumentLog> {
  await writer.run(`create table if not exists document_log (
    app varchar, collection varchar, owner varchar, key varchar, json varchar)`);

  async function append(changes: Iterable<Change>): Promise<void> {
    const appender = await writer.createAppender('document_log');
    for (const { app, collection, owner, key, json } of changes) {
      for (const value of [app, collection, owner, key, json]) {
        if (value === undefined) appender.appendNull();
        else appender.appendVarchar(value);
      }
      appender.endRow();
    }
    appender.closeSync();
  }

  return {
    append,
    async replay(apply) {
      const result = await writer.stream(
        'select app, collection, owner, key, json from document_log order by rowid',
      );
      for (;;) {
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) return;
        for (const row of chunk.getRows()) apply(toChange(row));
      }
    },
    async rewrite(changes) {
      await writer.run('begin');
      await writer.run('truncate document_log');
      await append(changes);
      await writer.run('commit');
    },
  };
}

/** The change that puts a record, or takes it away. */
export function changeOf({ app, collection, owner }: Space, key: string, json: string | undefined): Change {
  return { app, collection, owner, key, json };
}

function toChange(row: readonly unknown[]): Change {
  const [app, collection, owner, key, json] = row.map((value) => value ?? undefined) as [
    string,
    string,
    string?,
    string?,
    string?,
  ];
  return { app, collection, owner, key, json };
}
