import type { DuckDBConnection } from '@duckdb/node-api';
import type { InTurn } from './open-store.ts';
import type { Stanza, StanzaStore } from './store.ts';

/** Named settings of an app, such as Splunk keeps in .conf files; held in memory and written through. */
export async function createStanzaStore(writer: DuckDBConnection, inTurn: InTurn): Promise<StanzaStore> {
  const rows = await writer.runAndReadAll('select kind, app, name, settings from stanzas order by app, name');
  const stanzas = new Map<string, Stanza>();
  for (const row of rows.getRows()) {
    const [kind, app, name, settings] = row as [string, string, string, string];
    stanzas.set(idOf(kind, app, name), {
      app,
      name,
      settings: JSON.parse(settings) as Record<string, string>,
    });
  }
  return {
    list: (kind) => [...stanzas].filter(([id]) => id.startsWith(`${kind}/`)).map(([, stanza]) => stanza),
    async put(kind, stanza) {
      const { app, name, settings } = stanza;
      stanzas.set(idOf(kind, app, name), stanza);
      await inTurn(async () =>
        writer.run('insert or replace into stanzas values (?, ?, ?, ?)', [
          kind,
          app,
          name,
          JSON.stringify(settings),
        ]),
      );
    },
    async remove(kind, app, name) {
      stanzas.delete(idOf(kind, app, name));
      await inTurn(async () =>
        writer.run('delete from stanzas where kind = ? and app = ? and name = ?', [kind, app, name]),
      );
    },
  };
}

function idOf(kind: string, app: string, name: string): string {
  return `${kind}/${app}/${name}`;
}
