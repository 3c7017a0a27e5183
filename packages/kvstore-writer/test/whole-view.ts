import { KvStoreError, type KvRecord, type KvTransport, publishedRun, readPublished } from '../src/index.ts';

/** What a reader saw of one collection: the run, and its records by their own keys. */
export interface View {
  readonly runId: string | undefined;
  readonly records: ReadonlyMap<string, KvRecord>;
}

/** Reads a collection as every reader should, again if another run was published meanwhile. */
export async function viewOf(
  transport: KvTransport,
  place: { readonly app: string; readonly collection: string },
  pageSize = 1000,
): Promise<View> {
  for (;;) {
    const pointer = await publishedRun(transport, place);
    const records = new Map<string, KvRecord>();
    try {
      for await (const record of readPublished(transport, { ...place, pageSize })) {
        const { _key, _user, record_key, ...rest } = record;
        records.set(String(record_key ?? _key), rest as unknown as KvRecord);
      }
    } catch (error) {
      if (error instanceof KvStoreError && error.code === 'superseded') continue;
      throw error;
    }
    const runs = new Set(Array.from(records.values(), ({ run_id }) => run_id));
    if (runs.size > 1) throw new Error(`mixed: ${[...runs].join(' ')}`);
    const [runId = pointer?.runId] = runs as Set<string | undefined>;
    return { runId, records };
  }
}
