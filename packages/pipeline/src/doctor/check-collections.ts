import { STATE_COLLECTION, stateFields } from '@sidecar/kvstore-writer';
import { type SplunkClient, SplunkError } from '@sidecar/splunk-client';
import { type Collection, collections } from '../records/collections.ts';
import type { Check } from './check.ts';
import { remedyOf } from './remedy-of.ts';

export interface CheckCollectionsOptions {
  readonly app: string;
  /** Name of the collection of events. */
  readonly collection: string;
}

/** Whether the collections are there and declare their fields as needed. A missing one is made by the first run. */
export async function checkCollections(
  client: SplunkClient,
  { app, collection: eventsCollection }: CheckCollectionsOptions,
): Promise<Check[]> {
  const checks = [await checkLimits(client)];
  const { capabilities } = await client.currentUser();
  const mayCreate = capabilities.length === 0 || capabilities.includes('edit_kvstore');
  for (const collection of Object.values<Collection>(collections)) {
    const name = collection.name === 'auth_events' ? eventsCollection : collection.name;
    checks.push(await checkCollection(client, { app, mayCreate }, { name, fields: collection.fields }));
  }
  const state = { name: STATE_COLLECTION, fields: stateFields };
  return [...checks, await checkCollection(client, { app, mayCreate }, state)];
}

async function checkLimits(client: SplunkClient): Promise<Check> {
  const name = 'KV Store limits';
  try {
    const { maxDocumentsPerBatchSave, source } = await client.kvLimits();
    const from = source === 'server' ? 'read from the server' : 'assumed, as the account may not read them';
    return { name, status: 'ok', finding: `${maxDocumentsPerBatchSave} records a batch (${from})` };
  } catch (error) {
    return failure(name, error);
  }
}

async function checkCollection(
  client: SplunkClient,
  { app, mayCreate }: { readonly app: string; readonly mayCreate: boolean },
  { name, fields }: Pick<Collection, 'name' | 'fields'>,
): Promise<Check> {
  const path = `/servicesNS/nobody/${encodeURIComponent(app)}/storage/collections/config/${encodeURIComponent(name)}`;
  try {
    const { json } = await client.request({ method: 'GET', path });
    const { content = {}, acl } = (json as { entry?: Entry[] } | undefined)?.entry?.[0] ?? {};
    return (
      wrongTypes(name, fields, content) ??
      readOnly(name, app, acl) ?? { name, status: 'ok', finding: 'is there' }
    );
  } catch (error) {
    if (!(error instanceof SplunkError) || error.code !== 'not_found') return failure(name, error);
    const finding = 'is not there yet';
    if (mayCreate)
      return { name, status: 'warning', finding, remedy: 'Nothing to do: the first run makes it.' };
    return {
      name,
      status: 'failed',
      finding: `${finding}, and the account lacks edit_kvstore to make it`,
      remedy: `Give a role of the account edit_kvstore, or have an administrator make the collection in the app ${app}.`,
    };
  }
}

interface Entry {
  readonly content?: Readonly<Record<string, unknown>>;
  readonly acl?: { readonly can_write?: unknown };
}

function wrongTypes(
  name: string,
  fields: Collection['fields'],
  content: Readonly<Record<string, unknown>>,
): Check | undefined {
  const wrong = Object.entries(fields).filter(([field, type]) => {
    const declared = content[`field.${field}`];
    return declared !== undefined && declared !== type;
  });
  if (wrong.length === 0) return undefined;
  const finding = `declares ${wrong.map(([field]) => `${field} as ${String(content[`field.${field}`])}`).join(', ')}`;
  const remedy = `Change collections.conf: ${wrong.map(([field, type]) => `field.${field} = ${type}`).join(', ')}; Splunk drops values of another type.`;
  return { name, status: 'failed', finding, remedy };
}

function readOnly(name: string, app: string, acl: Entry['acl']): Check | undefined {
  if (acl?.can_write !== false && acl?.can_write !== 0 && acl?.can_write !== '0') return undefined;
  const remedy = `Give a role of the account write access to it, or to the app ${app} (Permissions).`;
  return { name, status: 'failed', finding: 'is there, but the account may not write to it', remedy };
}

/** @throws what is no failure of the server's. */
function failure(name: string, error: unknown): Check {
  if (!(error instanceof SplunkError)) throw error;
  const remedy = remedyOf(error) ?? 'Look into splunkd.log on the server.';
  return { name, status: 'failed', finding: error.message, remedy };
}
