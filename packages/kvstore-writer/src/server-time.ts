import { setTimeout as delay } from 'node:timers/promises';
import type { KvTransport } from './kv-transport.ts';

/** Time on this machine. Only differences of `now` matter. */
export interface Clock {
  /** Milliseconds since any moment; never goes back. */
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const machineClock: Clock = {
  now: () => performance.now(),
  sleep: async (ms, signal) => {
    await delay(ms, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted());
  },
};

/** Bounds of what the server's clock shows now, in milliseconds since the epoch. */
export interface ServerTime {
  /** It is this late for certain. */
  earliest(): number;
  /** It is no later for certain. */
  latest(): number;
}

/** Whole seconds: the grain of a Date header. */
const GRAIN_MS = 1000;

/**
 * The same transport, which learns the server's time from the Date header of each answer: it was set after the request left and before the answer arrived. Machines that write at the same time
 * thus agree, whatever their own clocks show. An answer without the header counts as given at the time of this machine.
 */
export function createServerTime(
  transport: KvTransport,
  clock: Clock = machineClock,
): { readonly transport: KvTransport; readonly time: ServerTime } {
  // Server's time minus this machine's, at least and at most.
  let least = Date.now() - clock.now();
  let most = least;
  const timed: KvTransport = {
    async request(request) {
      const sent = clock.now();
      const answer = await transport.request(request);
      const shown = Date.parse(String(answer.headers?.['date']));
      const grain = Number.isNaN(shown) ? 0 : GRAIN_MS;
      const at = Number.isNaN(shown) ? Date.now() : shown;
      least = at - clock.now();
      most = at + grain - sent;
      return answer;
    },
  };
  const time = { earliest: () => clock.now() + least, latest: () => clock.now() + most };
  return { transport: timed, time };
}
