import { askKv, callKv, collectionPath, type KvAnswer } from './call-kv.ts';
import { KvStoreError } from './kv-store-error.ts';
import { quoteKvQuery, type KvQuery } from './kv-query.ts';
import type { KvTransport } from './kv-transport.ts';
import { recordsOf } from './read-collection.ts';
import type { KvRecord } from './record-fault.ts';
import { STATE_COLLECTION } from './state-collection.ts';

/** Who holds a lease. */
export interface LeaseHolder {
  readonly runId: string;
  readonly host: string;
  readonly pid: number;
  /** ISO 8601, by the server's clock. */
  readonly startedAt: string;
}

export interface Lock extends LeaseHolder {
  readonly token: string;
}

/** The records of a lease in KV Store. Inserting one is the only thing that KV Store lets one of many do, so the lock is inserted, and never changed. */
export interface LeaseRecords {
  readLock(signal?: AbortSignal): Promise<Lock | undefined>;
  /** False if somebody has it; that may be oneself, when the answer to an earlier attempt was lost. */
  insertLock(lock: Lock, signal?: AbortSignal): Promise<boolean>;
  /** Milliseconds since the epoch, by the server's clock; undefined without a heartbeat. */
  readBeat(token: string, signal?: AbortSignal): Promise<number | undefined>;
  writeBeat(token: string, expiresAt: number, signal?: AbortSignal): Promise<void>;
  /** Removes the lock and the heartbeat that bear the token, and nobody else's. */
  remove(token: string, signal?: AbortSignal): Promise<void>;
  /** Removes heartbeats that ended before a time: those of machines that died waiting. */
  removeBeatsBefore(expiresAt: number, signal?: AbortSignal): Promise<void>;
}

export function leaseRecords(
  transport: KvTransport,
  { app, name }: { readonly app: string; readonly name: string },
): LeaseRecords {
  const path = collectionPath('data', { app, collection: STATE_COLLECTION });
  const lockKey = `lease-${name}`;
  const beatKey = (token: string): string => `beat-${token}`;

  async function readOne(key: string, signal: AbortSignal | undefined): Promise<KvRecord | undefined> {
    const query = { query: quoteKvQuery({ _key: key }) };
    const found = await askKv(
      transport,
      { method: 'GET', path, query, signal },
      recordsOf,
      'a list of records',
    );
    return found[0];
  }

  async function removeMatching(query: KvQuery, signal: AbortSignal | undefined): Promise<void> {
    const request = { method: 'DELETE', path, query: { query: quoteKvQuery(query) }, signal } as const;
    await callKv(transport, { ...request, idempotent: true });
  }

  return {
    async readLock(signal) {
      const record = await readOne(lockKey, signal);
      if (record === undefined) return undefined;
      const { token, run_id: runId, host, pid, started_at: startedAt } = record;
      return {
        token: String(token),
        runId: String(runId),
        host: String(host),
        pid: Number(pid),
        startedAt: String(startedAt),
      };
    },
    async insertLock({ token, runId, host, pid, startedAt }, signal) {
      const json = { _key: lockKey, token, run_id: runId, host, pid, started_at: startedAt };
      const key = ({ json: answer }: KvAnswer): true | undefined =>
        (answer as { _key?: unknown } | undefined)?._key === lockKey ? true : undefined;
      return askKv(transport, { method: 'POST', path, json, signal }, key, 'the key of the lock').catch(
        (error: unknown) => {
          if (error instanceof KvStoreError && error.status === 409) return false;
          throw error;
        },
      );
    },
    async readBeat(token, signal) {
      const expiresAt = (await readOne(beatKey(token), signal))?.['expires_at'];
      return typeof expiresAt === 'number' ? expiresAt * 1000 : undefined;
    },
    async writeBeat(token, expiresAt, signal) {
      const json = [{ _key: beatKey(token), token, expires_at: expiresAt / 1000 }];
      const key = ({ json: keys }: KvAnswer): true | undefined =>
        Array.isArray(keys) && keys[0] === json[0]!._key ? true : undefined;
      const request = { method: 'POST', path: `${path}/batch_save`, json, signal } as const;
      await askKv(transport, request, key, 'the key of the heartbeat');
    },
    remove: (token, signal) => removeMatching({ token }, signal),
    removeBeatsBefore: (expiresAt, signal) =>
      removeMatching(
        { $and: [{ _key: { $gte: 'beat-', $lt: 'beat.' } }, { expires_at: { $lt: expiresAt / 1000 } }] },
        signal,
      ),
  };
}
