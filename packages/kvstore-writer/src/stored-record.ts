import type { SizedRecord } from './create-batch-sender.ts';
import { generationTag, MAX_RECORD_KEY } from './generation.ts';
import { jsonBytes } from './json-bytes.ts';
import { recordFault, type KvFieldType, type KvRecord } from './record-fault.ts';

/** MongoDB's limit of one document. */
const MAX_RECORD_BYTES = 16 * 2 ** 20;

/**
 * Makes records what is stored of them: without absent values and `_user`, with `run_id`; in a collection that is replaced the `_key` begins with the mark of the run, and
 * `record_key` is the record's own key. Gives the reason for a record that must not be sent.
 *
 * @param options - `smallBytes`: records that take no more are not measured exactly.
 */
export function createStoring(
  runId: string,
  mode: 'replace' | 'append',
  declared: Readonly<Record<string, KvFieldType>>,
  { smallBytes }: { readonly smallBytes: number },
): (given: KvRecord, position: number) => SizedRecord | string {
  const fields = { ...declared, run_id: 'string' } as const;
  const tag = mode === 'replace' ? generationTag(runId) : undefined;
  return (given, position) => {
    const fault = recordFault(given, fields);
    if (fault !== undefined) return fault;
    const key = given._key;
    if (tag !== undefined && key.length > MAX_RECORD_KEY)
      return `_key has ${key.length} characters, expected at most ${MAX_RECORD_KEY}`;
    const record: Record<string, unknown> = {};
    for (const name in given) {
      const value = given[name];
      if (value !== undefined && value !== null && name !== '_user') record[name] = value;
    }
    record['run_id'] = runId;
    if (tag !== undefined) {
      record['_key'] = `${tag}-${key}`;
      record['record_key'] = key;
    }
    const bytes = jsonBytes(record, smallBytes) + 1;
    if (bytes > MAX_RECORD_BYTES)
      return `the record has ${bytes} bytes, expected at most ${MAX_RECORD_BYTES}`;
    return { record: record as unknown as KvRecord, bytes, key, position };
  };
}
