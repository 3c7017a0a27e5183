import { KvStoreError } from './kv-store-error.ts';
import type { LeaseRecords } from './lease-records.ts';
import type { Clock, ServerTime } from './server-time.ts';

/** The right to write, until it is released or lost. */
export interface Lease {
  /** Differs with every holder. */
  readonly token: string;
  /** Aborts with a `KvStoreError` `lease_lost` when the lease has run out, or somebody has taken it. */
  readonly signal: AbortSignal;
  /** Whether nobody else can have it at this moment, by the server's clock. */
  isHeld(): boolean;
  /** Milliseconds for which that is so without another heartbeat; 0 if it is not. */
  remainingMs(): number;
  /** Renews the lease and checks that it is still ours. @throws KvStoreError `lease_lost`. */
  confirm(): Promise<void>;
  /** Gives it back, in 3 seconds at most; when Splunk cannot be reached, it runs out by itself. Never throws. */
  release(): Promise<void>;
}

export interface HoldOptions {
  readonly records: LeaseRecords;
  readonly time: ServerTime;
  readonly clock: Clock;
  readonly token: string;
  readonly leaseMs: number;
  /** Until when the heartbeat in KV Store says that we hold it, in milliseconds since the epoch by the server's clock. */
  readonly expiresAt: number;
}

const RELEASE_MS = 3000;
const RELEASE_ATTEMPTS = 3;

/**
 * Keeps a lease alive: a timer renews it every third of its length. Others take it only once the server's clock is past the last heartbeat for certain, and we regard
 * it as lost a tenth of its length before that could be, so no two hold it at once.
 */
export function holdLease({ records, time, clock, token, leaseMs, ...held }: HoldOptions): Lease {
  const { signal, abort } = createAbort();
  let { expiresAt } = held;
  let failure: unknown;
  let last: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;
  const remainingMs = (): number =>
    signal.aborted ? 0 : Math.max(0, Math.floor(timeLeft(time, expiresAt, leaseMs)));
  const isHeld = (): boolean => remainingMs() > 0;

  async function renew(): Promise<void> {
    while (!signal.aborted) {
      if (!isHeld()) return lose('no heartbeat reached Splunk in time');
      const until = time.earliest() + leaseMs;
      const limit = AbortSignal.any([
        signal,
        AbortSignal.timeout(Math.ceil(Math.min(leaseMs / 3, remainingMs()))),
      ]);
      try {
        await orAborted(records.writeBeat(token, until, limit), limit);
        const lock = await orAborted(records.readLock(limit), limit);
        // A heartbeat that came late may have been too late: others were free to take the lease.
        if (!isHeld()) return lose('a heartbeat reached Splunk too late');
        if (lock?.token !== token)
          return lose(lock ? `run ${lock.runId} on ${lock.host} has taken it` : 'somebody removed it');
        expiresAt = until;
        return;
      } catch (error) {
        failure = error;
        await clock.sleep(Math.min(1000, leaseMs / 20), signal).catch(() => undefined);
      }
    }
  }

  function lose(why: string): void {
    const message = `This run lost the right to write to KV Store: ${why}. What was published before stays; run again.`;
    abort(new KvStoreError('lease_lost', message, { cause: failure }));
  }

  /** One renewal after the other; each call is one that begins after it. */
  const renewNext = (): Promise<void> => (last = last.then(renew));

  const schedule = (): void => {
    timer = setTimeout(() => void renewNext().then(() => signal.aborted || schedule()), leaseMs / 3);
    timer.unref();
  };
  schedule();

  return {
    token,
    signal,
    isHeld,
    remainingMs,
    async confirm() {
      signal.throwIfAborted();
      await renewNext();
      signal.throwIfAborted();
    },
    async release() {
      clearTimeout(timer);
      abort(new KvStoreError('lease_lost', 'The right to write was given back.'));
      await releaseToken(records, token);
    },
  };
}

/** Milliseconds for which a lease until `expiresAt` is ours for certain, with a tenth of its length to spare; not positive once it is lost. */
export function timeLeft(time: ServerTime, expiresAt: number, leaseMs: number): number {
  return expiresAt - leaseMs / 10 - time.latest();
}

/** Removes what bears the token, and looks whether it is gone. Gives up after 3 seconds. */
export async function releaseToken(records: LeaseRecords, token: string): Promise<void> {
  const limit = AbortSignal.timeout(RELEASE_MS);
  const isGone = async (): Promise<boolean> => {
    await records.remove(token, limit);
    return (await records.readLock(limit))?.token !== token;
  };
  for (let attempt = 0; attempt < RELEASE_ATTEMPTS && !limit.aborted; attempt++) {
    if (await orAborted(isGone(), limit).catch(() => false)) return;
  }
}

/** Settles with the promise or rejects on abort, whichever comes first: a transport need not heed signals. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  promise.catch(() => undefined);
  return new Promise((resolve, reject) => {
    const aborted = (): void => reject(signal.reason);
    if (signal.aborted) return aborted();
    signal.addEventListener('abort', aborted, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });
}

function createAbort(): { readonly signal: AbortSignal; readonly abort: (reason: unknown) => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: (reason) => controller.abort(reason) };
}
