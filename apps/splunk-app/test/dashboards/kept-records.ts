import type { FieldValue, Row } from '@sidecar/spl';
import type { Stored } from './written-records.ts';

/** A record as a lookup shows it: arrays are several texts, what is within them is JSON, and nothing is absence. */
export function lookupRow(record: Readonly<Record<string, unknown>>): Row {
  const row = Object.create(null) as Row;
  for (const [field, value] of Object.entries(record)) {
    const shown = fieldValue(value);
    if (shown !== undefined) row[field] = shown;
  }
  return row;
}

function fieldValue(value: unknown): FieldValue | undefined {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(textOf);
  return typeof value === 'number' ? value : textOf(value);
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The records of one run in a collection that runs replace: keys have the mark of the run, `record_key` is the record's own. */
export function generationOf(runId: string, records: readonly Stored[]): readonly Stored[] {
  return records.map((record) => ({
    ...record,
    run_id: runId,
    _key: `${runId}-${record._key}`,
    record_key: record._key,
  }));
}

/** The pointer of a collection, which tells readers what is published. */
export function pointer(collection: string, runId: string, records: number, publishedAt: string): Stored {
  return {
    _key: `published-${collection}`,
    collection,
    run_id: runId,
    records,
    published_at: publishedAt,
  };
}
