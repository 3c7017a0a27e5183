import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { holdLease, releaseToken, timeLeft, type Lease } from './hold-lease.ts';
import { KvStoreError } from './kv-store-error.ts';
import type { KvTransport } from './kv-transport.ts';
import { leaseRecords, type LeaseHolder, type LeaseRecords, type Lock } from './lease-records.ts';
import { createServerTime, machineClock, type Clock, type ServerTime } from './server-time.ts';

export interface LeaseOptions {
  readonly app: string;
  /** Shown to those who wait. */
  readonly runId: string;
  /** Those who ask for the same name exclude each other. @default 'write' */
  readonly name?: string;
  /** After how long without a heartbeat the holder is taken for dead, from 5, as the server's clock shows whole seconds. @default 30 */
  readonly leaseSeconds?: number;
  /** How long to wait for somebody else, from 0. @default 600 */
  readonly waitSeconds?: number;
  readonly onWaiting?: ((waiting: LeaseWaiting) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** @default this machine's */
  readonly clock?: Clock;
}

/** Whom a run waits for. */
export interface LeaseWaiting {
  readonly holder: LeaseHolder;
  /** When the holder is taken for dead unless it gives a sign of life, ISO 8601 by the server's clock. */
  readonly expiresAt: string;
  readonly waitedSeconds: number;
}

/** A heartbeat that ended so long ago is of no holder and of nobody who waits. */
const FORGOTTEN_MS = 3_600_000;

/**
 * The right to write, which one run has at a time: a record that only one can insert, and a heartbeat by the server's clock that tells whether its owner lives. When the owner is dead, the lock is
 * removed by its token, so that of several who see it only one comes next. A killed run delays the next by `leaseSeconds` at most.
 *
 * The collection `sidecar_state` must exist.
 *
 * @throws RangeError for times that are too short; KvStoreError `lease_held` after `waitSeconds`, or if Splunk refuses.
 */
export async function acquireLease(transport: KvTransport, options: LeaseOptions): Promise<Lease> {
  const { app, runId, name = 'write', leaseSeconds = 30, waitSeconds = 600, signal } = options;
  const { onWaiting, clock = machineClock } = options;
  requireLeaseTimes({ leaseSeconds, waitSeconds });
  const timed = createServerTime(transport, clock);
  const records = leaseRecords(timed.transport, { app, name });
  const asking: Asking = { records, time: timed.time, clock, leaseMs: leaseSeconds * 1000, runId, signal };
  const began = clock.now();
  for (;;) {
    signal?.throwIfAborted();
    const lock = await records.readLock(signal);
    const lease = lock === undefined ? await insert(asking) : undefined;
    if (lease !== undefined) return lease;
    const blocked = lock === undefined ? undefined : await examine(asking, lock);
    const waitedSeconds = (clock.now() - began) / 1000;
    if (blocked === undefined) {
      await clock.sleep(100 * Math.random(), signal);
      continue;
    }
    if (waitedSeconds >= waitSeconds) throw heldBy(blocked, waitedSeconds);
    onWaiting?.({ ...blocked, waitedSeconds });
    await clock.sleep(Math.min(1000, asking.leaseMs / 10) * (0.5 + Math.random()), signal);
  }
}

/** @throws RangeError for times that are too short. */
export function requireLeaseTimes({
  leaseSeconds,
  waitSeconds,
}: Required<Pick<LeaseOptions, 'leaseSeconds' | 'waitSeconds'>>): void {
  if (!(leaseSeconds >= 5)) throw new RangeError(`leaseSeconds is ${leaseSeconds}, expected a number from 5`);
  if (!(waitSeconds >= 0)) throw new RangeError(`waitSeconds is ${waitSeconds}, expected a number from 0`);
}

interface Asking {
  readonly records: LeaseRecords;
  readonly time: ServerTime;
  readonly clock: Clock;
  readonly leaseMs: number;
  readonly runId: string;
  readonly signal: AbortSignal | undefined;
}

/**
 * Tries to put a lock where none is. The token is new each time: somebody may be about to remove what bears an older one. The heartbeat comes first, so that a lock without one
 * is of nobody alive.
 */
async function insert(asking: Asking): Promise<Lease | undefined> {
  const { records, time, leaseMs, runId, signal } = asking;
  const token = randomUUID();
  let isOurs = false;
  try {
    const expiresAt = time.earliest() + leaseMs;
    await records.writeBeat(token, expiresAt, signal);
    const inserted = await records.insertLock({ token, ...holderOf(runId, time) }, signal);
    const isThere = inserted || (await records.readLock(signal))?.token === token; // an answer may have been lost
    isOurs = isThere && timeLeft(time, expiresAt, leaseMs) > 0;
    if (!isOurs) return undefined;
    await records.removeBeatsBefore(time.earliest() - FORGOTTEN_MS, signal).catch(() => undefined);
    return holdLease({ ...asking, token, expiresAt });
  } finally {
    if (!isOurs) await releaseToken(records, token);
  }
}

/** Looks whether the owner of a lock lives, and removes it if not: undefined then. */
async function examine(
  { records, time, signal }: Asking,
  lock: Lock,
): Promise<Omit<LeaseWaiting, 'waitedSeconds'> | undefined> {
  // The time is from before the heartbeat is read: one that had ended by then was not renewed in between.
  const now = time.earliest();
  const expiresAt = await records.readBeat(lock.token, signal);
  if (expiresAt !== undefined && expiresAt > now)
    return { holder: lock, expiresAt: new Date(expiresAt).toISOString() };
  await records.remove(lock.token, signal);
  return undefined;
}

function holderOf(runId: string, time: ServerTime): LeaseHolder {
  return { runId, host: hostname(), pid: process.pid, startedAt: new Date(time.earliest()).toISOString() };
}

function heldBy(
  { holder, expiresAt }: Omit<LeaseWaiting, 'waitedSeconds'>,
  waitedSeconds: number,
): KvStoreError {
  const { runId, host, pid, startedAt } = holder;
  const message =
    `Run ${runId} on ${host} (process ${pid}) has been writing to KV Store since ${startedAt}, and did not end within ${Math.round(waitedSeconds)} s; ` +
    `nothing was written. Run again when it has ended, or end it: its lease then runs out by itself, now at ${expiresAt}.`;
  return new KvStoreError('lease_held', message);
}
