import type { Batches, Row } from '../row.ts';

/** Passes every batch through a function; empty ones are left out. */
export async function* mapBatches(
  rows: Batches,
  change: (batch: readonly Row[]) => readonly Row[],
): AsyncGenerator<readonly Row[]> {
  for await (const batch of rows) {
    const changed = change(batch);
    if (changed.length > 0) yield changed;
  }
}

/** No rows at all: what the first command of a pipeline is given. */
export async function* noRows(): AsyncGenerator<readonly Row[]> {}

/** Rows cut into batches, so that whoever reads them can stop. */
export async function* inBatches(rows: readonly Row[], size = 1000): AsyncGenerator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}

/** The first rows; nothing is read beyond them. */
export async function* takeRows(rows: Batches, most: number): AsyncGenerator<readonly Row[]> {
  let left = most;
  if (left <= 0) return;
  for await (const batch of rows) {
    yield batch.slice(0, left);
    left -= batch.length;
    if (left <= 0) return;
  }
}
