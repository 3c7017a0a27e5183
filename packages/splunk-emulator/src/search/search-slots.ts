/** Gives back a slot; calling it again does nothing. */
export type Release = () => void;

/** Counts the searches under way and lets others wait for their turn. */
export interface SearchSlots {
  readonly running: number;
  /** Takes a slot if fewer than the limit are taken. */
  take(): Release | undefined;
  /** Takes a slot as soon as one is free, first come first served. */
  wait(): Promise<Release>;
}

/** Slots for as many searches as `limit` says at the time of asking. */
export function createSearchSlots(limit: () => number): SearchSlots {
  let running = 0;
  const waiting: ((release: Release) => void)[] = [];

  function occupy(): Release {
    running++;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      running--;
      if (running < limit()) waiting.shift()?.(occupy());
    };
  }

  return {
    get running() {
      return running;
    },
    take: () => (running < limit() ? occupy() : undefined),
    wait: () =>
      running < limit()
        ? Promise.resolve(occupy())
        : new Promise<Release>((resolve) => waiting.push(resolve)),
  };
}

/** What Splunk says when no slot is free. */
export function quotaText(current: number, limit: number): string {
  return `Search not executed: The maximum number of concurrent historical searches on this instance has been reached., concurrency_category="historical", concurrency_context="instance-wide", current_concurrency=${current}, concurrency_limit=${limit}`;
}
