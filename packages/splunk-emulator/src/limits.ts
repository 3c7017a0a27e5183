/** Limits that the server enforces; names follow `limits.conf`. All can be set when it starts. */
export interface Limits {
  /** `[kvstore] max_documents_per_batch_save`: 1000 on Splunk 9.3 and later. */
  maxDocumentsPerBatchSave: number;
  /** `[kvstore] max_size_per_batch_save_mb`. */
  maxSizePerBatchSaveMb: number;
  /** `[kvstore] max_rows_per_query`: longer results are cut there without a word. */
  maxRowsPerQuery: number;
  /** `[kvstore] max_size_per_result_mb`: what is longer is cut before the record that would pass it, without a word. */
  maxSizePerResultMb: number;
  /** `[kvstore] max_size_per_batch_result_mb`: the same for all results of a `batch_find` together. */
  maxSizePerBatchResultMb: number;
  /** `[kvstore] max_queries_per_batch`. */
  maxQueriesPerBatch: number;
  /** `[restapi] maxresultrows`: most rows of one call to `/results` or `/events`. */
  maxResultRows: number;
  /** Searches that may run at once; more are refused with 503 (export, oneshot) or queued (jobs). */
  maxConcurrentSearches: number;
  /** Idle time after which a session key dies, in seconds. */
  sessionTimeoutSeconds: number;
}

/** What Splunk 10.2 ships. */
export const defaultLimits: Readonly<Limits> = {
  maxDocumentsPerBatchSave: 1000,
  maxSizePerBatchSaveMb: 50,
  maxRowsPerQuery: 50_000,
  maxSizePerResultMb: 50,
  maxSizePerBatchResultMb: 100,
  maxQueriesPerBatch: 1000,
  maxResultRows: 50_000,
  maxConcurrentSearches: 50,
  sessionTimeoutSeconds: 3600,
};
