import { KvStoreError } from './kv-store-error.ts';
import type { WriteFailure } from './write-report.ts';

/** An error of Splunk's as a report tells it. @throws any other error. */
export function failureOf(error: unknown): WriteFailure {
  if (!(error instanceof KvStoreError)) throw error;
  return { code: error.code, message: error.message };
}
