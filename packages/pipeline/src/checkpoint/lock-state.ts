/** The right to be the coordinator of a folder, until it is released or lost. */
export interface StateLock {
  /** Aborts with a StateError `state_locked` when somebody else has the lock: this process was taken for dead, and must not write any more. */
  readonly signal: AbortSignal;
  /** Gives it back. Never throws. */
  release(): Promise<void>;
}

/** Locks a folder. Not done yet. */
export async function lockState(stateDir: string): Promise<StateLock> {
  throw new RangeError(`${stateDir} cannot be locked yet`);
}
