import type { JobContext } from './job-context.ts';
import type { ReadJob, ReadResult } from './job-data.ts';

/** Reads and folds a slice or a window, and lays it down for those who join them. */
export async function readJob(
  { flow, index, request }: ReadJob,
  { config, work, exchange, log, signal }: JobContext,
): Promise<ReadResult> {
  const onWarning = ({ message }: { readonly message: string }): void => log.warn({ flow, index }, message);
  // A window by its own time, so that what is read of it does not depend on when that is done.
  const now = request.by === 'index' ? new Date(request.window.to * 1000) : undefined;
  const { bytes, ...facts } = await work.readSlice(request, { config, now, signal, onWarning });
  await exchange.put(flow, `slice-${index}`, bytes);
  return { facts };
}
