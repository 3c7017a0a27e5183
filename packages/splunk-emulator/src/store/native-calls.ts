/** Keeps the database from being closed under a call that runs in it on another thread, which would end the process. */
export interface NativeCalls {
  /** Runs a call into the database. @throws Error once closing has begun. */
  run<T>(call: () => Promise<T>): Promise<T>;
  /** Lets no more calls in and waits for those that run. */
  close(): Promise<void>;
}

export function createNativeCalls(): NativeCalls {
  const running = new Set<Promise<unknown>>();
  let closing = false;
  return {
    async run(call) {
      if (closing) throw new Error('The emulator is closing.');
      const mine = call();
      running.add(mine);
      try {
        return await mine;
      } finally {
        running.delete(mine);
      }
    },
    async close() {
      closing = true;
      await Promise.allSettled(running);
    },
  };
}
