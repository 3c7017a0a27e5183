import type { Row } from '@sidecar/spl';

/** Rows cut into batches, made as they are read. */
export function* inBatches(rows: Iterable<Row>, size = 1000): Generator<readonly Row[]> {
  let batch: Row[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
