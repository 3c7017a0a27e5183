import type { DuckDBConnection } from '@duckdb/node-api';
import type { StanzaStore } from './store.ts';

/** Moves collections and saved searches that an earlier version kept in the database into the files of their apps. */
export async function takeOldStanzas(writer: DuckDBConnection, stanzas: StanzaStore): Promise<void> {
  const found = await writer.runAndReadAll("select 1 from duckdb_tables() where table_name = 'stanzas'");
  if (found.currentRowCount === 0) return;
  const rows = await writer.runAndReadAll('select kind, app, name, settings from stanzas');
  for (const row of rows.getRows()) {
    const [kind, app, name, settings] = row as [string, string, string, string];
    await stanzas.put(kind, { app, name, settings: JSON.parse(settings) as Record<string, string> });
  }
  await writer.run('drop table stanzas');
}
