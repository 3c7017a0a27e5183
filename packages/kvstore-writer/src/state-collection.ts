import { ensureCollection } from './ensure-collection.ts';
import type { KvTransport } from './kv-transport.ts';

/** Holds which run of each collection is published, and who is writing. */
export const STATE_COLLECTION = 'sidecar_state';

/** The types of its fields: those of pointers, of locks, of their heartbeats, and of marks. */
export const stateFields = {
  collection: 'string',
  run_id: 'string',
  records: 'number',
  published_at: 'string',
  token: 'string',
  host: 'string',
  pid: 'number',
  started_at: 'string',
  expires_at: 'number',
  extends: 'string',
} as const;

/** Creates the collection `sidecar_state` of an app, or completes it. */
export async function ensureState(
  transport: KvTransport,
  { app, signal }: { readonly app: string; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  await ensureCollection(transport, { app, collection: STATE_COLLECTION, fields: stateFields, signal });
}
