import { setTimeout as sleepFor } from 'node:timers/promises';

/** The time, and waiting for it. Tests bring one that they turn themselves. */
export interface Clock {
  now(): Date;
  /** Resolves after `ms`, or at once when the signal is aborted; never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** A timer of Node's waits no longer than this. */
const LONGEST_MS = 2 ** 31 - 1;

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (ms, signal) => {
    const wait = Math.min(Math.max(ms, 0), LONGEST_MS);
    await sleepFor(wait, undefined, { signal }).catch(() => undefined);
  },
};
