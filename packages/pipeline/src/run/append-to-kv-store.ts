import { ensureCollection, KvStoreError, trimHistory, writeCollection } from '@sidecar/kvstore-writer';
import { collectionWrite, targetOf } from './write-kv-store.ts';
import type { KvWriter } from './write-all.ts';

/**
 * Adds records with keys of their own to histories. Nobody else has these keys, so this needs no lease: a run that waits for
 * another, or that Splunk refuses, can still be noted.
 *
 * @throws KvStoreError if a collection cannot be made, or has other types; what is too old may stay then.
 */
export const appendToKvStore: KvWriter = async (client, plan, { app, batchSize, runId, signal }) => {
  const written = [];
  for (const planned of plan) {
    const { retention, ...write } = collectionWrite(planned);
    const { collection } = write;
    const { wrongTypes } = await ensureCollection(client, { app, ...write, signal });
    const [wrong] = wrongTypes;
    if (wrong !== undefined) {
      const { field, found, expected } = wrong;
      const declared = `${collection} declares ${field} as ${found} instead of ${expected}`;
      throw new KvStoreError('refused', `${declared}: Splunk would drop it; correct collections.conf.`);
    }
    const report = await writeCollection(client, { app, ...write, runId, batchCount: batchSize, signal });
    if (retention !== undefined && report.complete)
      await trimHistory(client, { app, collection, ...retention, now: Date.now(), signal });
    written.push(await targetOf(report, planned));
  }
  return written;
};
