import { acquireLease, requireLeaseTimes } from './acquire-lease.ts';
import type { KvTransport } from './kv-transport.ts';
import type { RunWork } from './run-work.ts';
import { createServerTime, machineClock } from './server-time.ts';
import { ensureState } from './state-collection.ts';
import type { WriteRunOptions } from './write-run.ts';

/**
 * Does the work of a run while it has the right to write, and gives that back.
 *
 * @throws RangeError for times; KvStoreError `lease_held` if another run does not end; whatever the work throws.
 */
export async function underLease<T>(
  transport: KvTransport,
  options: WriteRunOptions,
  work: (work: RunWork) => Promise<T>,
): Promise<T> {
  const { app, runId, readerGraceSeconds = 5, leaseSeconds = 30, waitSeconds = 600 } = options;
  const { clock = machineClock, onProgress, signal } = options;
  if (!(readerGraceSeconds >= 0))
    throw new RangeError(`readerGraceSeconds is ${readerGraceSeconds}, expected a number from 0`);
  requireLeaseTimes({ leaseSeconds, waitSeconds });
  const timed = createServerTime(transport, clock);
  await ensureState(timed.transport, { app, signal });
  const lease = await acquireLease(transport, {
    app,
    runId,
    leaseSeconds,
    waitSeconds,
    clock,
    signal,
    onWaiting: (waiting) => onProgress?.({ stage: 'waiting', ...waiting }),
  });
  try {
    return await work({
      ...options,
      ...timed,
      lease,
      clock,
      graceMs: readerGraceSeconds * 1000,
      onProgress: (progress) => onProgress?.(progress),
      signal: signal ? AbortSignal.any([signal, lease.signal]) : lease.signal,
    });
  } finally {
    await lease.release();
  }
}
