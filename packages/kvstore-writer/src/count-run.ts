import type { KvPlace } from './call-kv.ts';
import { generationTag, insideGeneration } from './generation.ts';
import type { KvTransport } from './kv-transport.ts';
import { readCollection } from './read-collection.ts';

export interface CountOptions extends KvPlace {
  readonly runId: string;
  readonly mode: 'replace' | 'append';
  readonly signal?: AbortSignal | undefined;
}

/** Counts the records of a run, in pages of 5,000 keys. */
export async function countRun(
  transport: KvTransport,
  { runId, mode, signal, ...place }: CountOptions,
): Promise<number> {
  const query = mode === 'append' ? { run_id: runId } : insideGeneration(generationTag(runId));
  const pages = { ...place, query, fields: ['run_id'], pageSize: 5000, signal };
  let count = 0;
  for await (const record of readCollection(transport, pages)) if (record['run_id'] === runId) count++;
  return count;
}
