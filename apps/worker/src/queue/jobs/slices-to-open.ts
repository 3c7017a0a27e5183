import type { KnownSlice } from '@sidecar/pipeline/slices';
import type { JobContext } from './job-context.ts';
import type { FailedPiece, ReadResult } from './job-data.ts';

/** The slices that were folded, each fetched when it is opened, and those that could not be. */
export async function slicesToOpen(
  flow: string,
  { exchange, children }: Pick<JobContext, 'exchange' | 'children'>,
): Promise<{ readonly slices: readonly KnownSlice[]; readonly failed: readonly FailedPiece[] }> {
  const { done, failed } = await children();
  const slices = done.map(({ index, value }) => ({
    facts: (value as ReadResult).facts,
    source: () => exchange.get(flow, `slice-${index}`),
  }));
  return { slices, failed };
}
