import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/clock/clock.ts';

/** A clock that stands still until it is turned. */
export interface FakeClock extends Clock {
  /** Epoch milliseconds. */
  ms(): number;
  /** When the next sleeper wakes; Infinity if nobody sleeps. */
  next(): number;
  sleepers(): number;
  /** Turns to a time and wakes who sleeps until then. */
  turnTo(ms: number): void;
}

export function createFakeClock(start: string): FakeClock {
  let now = Date.parse(start);
  const sleeping = new Map<() => void, number>();
  const wake = (resolve: () => void): void => {
    sleeping.delete(resolve);
    resolve();
  };
  return {
    now: () => new Date(now),
    ms: () => now,
    next: () => Math.min(Infinity, ...sleeping.values()),
    sleepers: () => sleeping.size,
    turnTo: (ms) => {
      now = Math.max(now, ms);
      for (const [resolve, at] of sleeping) if (at <= now) wake(resolve);
    },
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted || ms <= 0) return resolve();
        const abort = (): void => wake(done);
        const done = (): void => {
          signal.removeEventListener('abort', abort);
          resolve();
        };
        sleeping.set(done, now + ms);
        signal.addEventListener('abort', abort, { once: true });
      }),
  };
}

/** Who runs stages, each of which is busy unless it sleeps. */
export interface Busy {
  running(): number;
}

/** Waits until nothing moves: the coordinator sleeps, and so does every stage that is under way. */
export async function quiet(clock: FakeClock, worker: Busy): Promise<void> {
  for (let still = 0; still < 3;) {
    still = clock.sleepers() >= 1 + worker.running() ? still + 1 : 0;
    await turn();
  }
}
