import { entryContent, type Context } from './context.ts';
import { SplunkError } from './splunk-error.ts';

/** Bounds of KV Store requests, from `limits.conf [kvstore]`. */
export interface KvLimits {
  readonly maxDocumentsPerBatchSave: number;
  readonly maxSizePerBatchSaveMb: number;
  readonly maxRowsPerQuery: number;
  readonly maxSizePerResultMb: number;
  readonly maxQueriesPerBatch: number;
  /** `default`: this account may not read the settings, so these are the lowest that Splunk ships. */
  readonly source: 'server' | 'default';
}

/** The limits the server has in force; those that it ships with when the account may not read them. */
export async function kvLimits(context: Context): Promise<KvLimits> {
  const path = '/servicesNS/nobody/system/configs/conf-limits/kvstore';
  const content = await entryContent(context, path).catch((error: unknown) => {
    if (error instanceof SplunkError && (error.code === 'forbidden' || error.code === 'not_found'))
      return undefined;
    throw error;
  });
  const limit = (name: string, shipped: number): number => Number(content?.[name] ?? shipped) || shipped;
  return {
    maxDocumentsPerBatchSave: limit('max_documents_per_batch_save', 1000),
    maxSizePerBatchSaveMb: limit('max_size_per_batch_save_mb', 50),
    maxRowsPerQuery: limit('max_rows_per_query', 50_000),
    maxSizePerResultMb: limit('max_size_per_result_mb', 50),
    maxQueriesPerBatch: limit('max_queries_per_batch', 1000),
    source: content ? 'server' : 'default',
  };
}
