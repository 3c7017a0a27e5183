import type { CollectionWrite } from './run-work.ts';
import type { KvTransport } from './kv-transport.ts';
import type { WriteReport } from './write-report.ts';

/** Records that join those that readers of a collection see. */
export interface CollectionExtension extends Pick<CollectionWrite, 'collection' | 'records' | 'fields'> {
  /** The run that is meant to be published. @default whichever is */
  readonly generation?: string | undefined;
}

export interface ExtendOptions {
  readonly app: string;
  readonly collections: readonly CollectionExtension[];
  /** Records a request, from 1; lowered when the server takes less. @default 500 */
  readonly batchCount?: number;
  /** Bytes of JSON a request. @default 4000000 */
  readonly batchBytes?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Upserts records into what readers see. Not done yet.
 */
export async function extendPublished(
  _transport: KvTransport,
  { collections }: ExtendOptions,
): Promise<WriteReport[]> {
  throw new RangeError(`${collections.length} collections cannot be extended yet`);
}
