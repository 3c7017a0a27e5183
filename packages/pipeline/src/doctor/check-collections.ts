import { type SplunkClient, SplunkError } from '@sidecar/splunk-client';
import { type Collection, collections } from '../records/collections.ts';
import type { Check } from './check.ts';

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
  for (const collection of Object.values<Collection>(collections)) {
    const name = collection.name === 'auth_events' ? eventsCollection : collection.name;
    checks.push(await checkCollection(client, app, { ...collection, name }));
  }
  return checks;
}

async function checkLimits(client: SplunkClient): Promise<Check> {
  const name = 'KV Store limits';
  try {
    const { maxDocumentsPerBatchSave, source } = await client.kvLimits();
    const from = source === 'server' ? 'read from the server' : 'assumed';
    return { name, status: 'ok', finding: `${maxDocumentsPerBatchSave} records a batch (${from})` };
  } catch (error) {
    if (!(error instanceof SplunkError)) throw error;
    return { name, status: 'failed', finding: error.message };
  }
}

async function checkCollection(
  client: SplunkClient,
  app: string,
  { name, fields }: Collection,
): Promise<Check> {
  const path = `/servicesNS/nobody/${encodeURIComponent(app)}/storage/collections/config/${encodeURIComponent(name)}`;
  try {
    const { json } = await client.request({ method: 'GET', path, query: { output_mode: 'json' } });
    const content =
      ((json as { entry?: { content?: Record<string, unknown> }[] } | undefined)?.entry ?? [])[0]?.content ??
      {};
    const wrong = Object.entries(fields).filter(([field, type]) => {
      const declared = content[`field.${field}`];
      return declared !== undefined && declared !== type;
    });
    if (wrong.length === 0) return { name, status: 'ok', finding: 'is there' };
    const finding = `declares ${wrong.map(([field]) => `${field} as ${String(content[`field.${field}`])}`).join(', ')}`;
    const remedy = `Change collections.conf: ${wrong.map(([field, type]) => `field.${field} = ${type}`).join(', ')}; Splunk drops values of another type.`;
    return { name, status: 'failed', finding, remedy };
  } catch (error) {
    if (!(error instanceof SplunkError)) throw error;
    if (error.code !== 'not_found') return { name, status: 'failed', finding: error.message };
    return {
      name,
      status: 'warning',
      finding: 'is not there yet',
      remedy: 'The first run makes it, if the account has edit_kvstore.',
    };
  }
}
