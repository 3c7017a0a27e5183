import type { BatchLimits } from './create-batch-sender.ts';
import { requireFieldName } from './kv-query.ts';
import type { WriteOptions } from './write-collection.ts';

/** @throws RangeError if a limit, a field name or `runId` is not acceptable. */
export function requireWriteOptions({
  runId,
  fields,
  batchCount = 500,
  batchBytes = 4_000_000,
}: Pick<WriteOptions, 'runId' | 'fields' | 'batchCount' | 'batchBytes'>): BatchLimits {
  if (typeof runId !== 'string' || runId === '')
    throw new RangeError(`runId is ${JSON.stringify(runId)}, expected text`);
  for (const [name, value] of Object.entries({ batchCount, batchBytes })) {
    if (!Number.isInteger(value) || value < 1)
      throw new RangeError(`${name} is ${value}, expected an integer from 1`);
  }
  Object.keys(fields).forEach(requireFieldName);
  return { count: batchCount, bytes: batchBytes };
}
