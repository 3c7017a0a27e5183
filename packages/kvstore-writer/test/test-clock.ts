import { setTimeout as delay } from 'node:timers/promises';
import type { Clock, KvTransport } from '../src/index.ts';

/** A clock that tests set: time passes as in truth, and jumps on demand. */
export interface TestClock extends Clock {
  advance(ms: number): void;
  /** The same time on a machine whose clock shows something else, seen through a server whose clock shows something else again. */
  machine(offsetMs: number): Clock;
  /** A transport whose answers bear the server's time. */
  through(transport: KvTransport): KvTransport;
}

/** @param options - `hurry`: how many times faster than in truth one sleeps, though time does not pass faster. */
export function testClock({ serverOffsetMs = 0, hurry = 1 } = {}): TestClock {
  let jumped = 0;
  const now = (): number => performance.now() + jumped;
  const start = Date.now() - now();
  const sleep: Clock['sleep'] = async (ms, signal) => {
    await delay(ms / hurry, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted());
  };
  return {
    now,
    sleep,
    advance: (ms) => void (jumped += ms),
    machine: (offsetMs) => ({ now: () => now() + offsetMs, sleep }),
    through: (transport) => ({
      async request(request) {
        const answer = await transport.request(request);
        const date = new Date(start + now() + serverOffsetMs).toUTCString();
        return { ...answer, headers: { date } };
      },
    }),
  };
}
