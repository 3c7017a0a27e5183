import type { LookupTable } from '@sidecar/spl';
import type { Knowledge, Standpoint } from '../apps/knowledge.ts';
import type { Access } from '../auth/access.ts';
import type { AppFiles } from '../store/app-files.ts';
import type { DocumentStore, Stanza } from '../store/store.ts';
import { csvLookup } from './csv-lookup.ts';
import { kvLookup } from './kv-lookup.ts';
import { fieldsList, lookupSettings } from './lookup-settings.ts';

export interface LookupParts {
  readonly files: AppFiles;
  readonly documents: DocumentStore;
  readonly knowledge: Knowledge;
  readonly access: Access;
}

/** A lookup with the `filter` of its definition, a search expression that rows must meet. */
export interface FoundLookup {
  readonly table: LookupTable;
  readonly filter?: string;
}

/**
 * The lookup of a name as a user sees it from an app: a definition of `transforms.conf` over a collection or a file, or a
 * file `*.csv` itself, which need not exist to be written.
 */
export function findLookup(parts: LookupParts, name: string, from: Standpoint): FoundLookup | undefined {
  const definition = parts.knowledge.find('transforms', name, from);
  if (definition === undefined) {
    const table = /^[\w.-]+\.csv$/.test(name) ? fileLookup(parts, name, from) : undefined;
    return table === undefined ? undefined : { table };
  }
  const { settings } = definition;
  const table =
    settings['external_type'] === 'kvstore'
      ? collectionLookup(parts, definition, from)
      : fileLookup(parts, settings['filename'] ?? '', { ...from, app: definition.app });
  if (table === undefined) return undefined;
  return {
    table: { ...table, ...lookupSettings(settings) },
    ...(settings['filter'] !== undefined && { filter: settings['filter'] }),
  };
}

function fileLookup(
  { files, knowledge }: LookupParts,
  name: string,
  from: Standpoint,
): LookupTable | undefined {
  if (!/^[\w.-]+$/.test(name)) return undefined;
  const holding = knowledge
    .appsSharing('lookups', name, from)
    .find((app) => files.read(app, `lookups/${name}`) !== undefined);
  const app = holding ?? from.app;
  return csvLookup({
    files,
    app,
    name,
    mayWrite: () => knowledge.mayWrite(from.user, 'lookups', app, name),
  });
}

function collectionLookup(
  { documents, knowledge, access }: LookupParts,
  { app, settings }: Stanza,
  { user }: Standpoint,
): LookupTable | undefined {
  const config = knowledge.find('collections', settings['collection'] ?? '', { user, app });
  if (config === undefined) return undefined;
  return kvLookup({
    documents,
    config,
    fields: fieldsList(settings),
    mayWrite: () =>
      knowledge.mayWrite(user, 'collections', config.app, config.name) &&
      (['create', 'update', 'delete'] as const).every((action) =>
        access.mayChangeRecords(user, config.name, action),
      ),
  });
}
