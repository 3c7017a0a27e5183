import type { KvPlace } from './call-kv.ts';
import type { KvTransport } from './kv-transport.ts';
import { readCollection } from './read-collection.ts';

export interface VerifyOptions extends KvPlace {
  readonly runId: string;
  readonly mode: 'replace' | 'append';
  /** Records of this run that Splunk confirmed. */
  readonly expected: number;
  readonly signal?: AbortSignal | undefined;
}

/** Counts what the collection holds now. Returns what is wrong, or undefined. */
export async function verifyRun(
  transport: KvTransport,
  { runId, mode, expected, signal, ...place }: VerifyOptions,
): Promise<{ code: 'missing' | 'mixed'; message: string } | undefined> {
  const query = mode === 'append' ? { run_id: runId } : undefined;
  let ours = 0;
  let others = 0;
  for await (const record of readCollection(transport, {
    ...place,
    query,
    fields: ['run_id'],
    pageSize: 5000,
    signal,
  })) {
    if (record['run_id'] === runId) ours++;
    else others++;
  }
  const { collection } = place;
  if (ours < expected || (mode === 'replace' && ours > expected)) {
    const message = `${collection} holds ${ours} records of this run where ${expected} were confirmed; look for another program that writes to it, and run again.`;
    return { code: 'missing', message };
  }
  if (others === 0) return undefined;
  const message = `${collection} still holds ${others} records of other runs; look for another run at the same time, and run again.`;
  return { code: 'mixed', message };
}
