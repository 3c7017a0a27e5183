import { KvStoreError } from '@sidecar/kvstore-writer';
import { SplunkError } from '@sidecar/splunk-client';
import { IoError } from '../io/io-error.ts';
import { collections } from '../records/collections.ts';
import { modelRunRecord, type RunFacts, type RunFindings } from '../records/model-run.ts';
import { appendToKvStore } from './append-to-kv-store.ts';
import type { PlannedWrite, WrittenTarget } from './plan-writes.ts';
import type { RunOptions } from './run.ts';
import { writeAll, type Writers } from './write-all.ts';

/**
 * Adds a run to the history of runs, once it is known what became of everything else. That it cannot be written makes no run fail
 * whose results were: it is told among the targets.
 *
 * @throws the signal's reason when aborted.
 */
export async function writeLedger(
  found: RunFindings,
  facts: RunFacts,
  options: RunOptions,
  writers: Pick<Writers, 'toFiles'> = {},
): Promise<WrittenTarget[]> {
  const collection = collections.auth_model_runs;
  const { history_days: maxAgeDays, history_records: maxRecords } = options.config.output.splunk_kvstore;
  const planned: PlannedWrite = {
    collection,
    records: () => [modelRunRecord(found, facts)],
    retention: { timeField: 'started_at', maxAgeDays, maxRecords },
  };
  try {
    return await writeAll([planned], options, { ...writers, toKvStore: appendToKvStore });
  } catch (error) {
    options.signal?.throwIfAborted();
    const isOfTheWorld =
      error instanceof KvStoreError || error instanceof SplunkError || error instanceof IoError;
    if (!isOfTheWorld) throw error;
    const target = collection.name;
    return [{ target, written: 0, failed: 1, readBack: null, complete: false, problem: error.message }];
  }
}
