/** Gives back a slot; calling it again does nothing. */
export type Release = () => void;

/** Counts the searches under way, of all users and of each, and lets others wait for their turn. */
export interface SearchSlots {
  /** Takes a slot for a user's search, or says, in Splunk's words, why there is none. */
  take(user: string): Release | { readonly refusal: string };
  /** Takes a slot as soon as one is free; first come, first served among those that may run. */
  wait(user: string): Promise<Release>;
}

export interface SlotLimits {
  /** Searches that may run at once, whoever's. */
  readonly ofInstance: () => number;
  /** Searches of a user that may run at once: his role's quota. */
  readonly ofUser: (user: string) => number;
}

/** Slots for as many searches as the limits say at the time of asking. */
export function createSearchSlots({ ofInstance, ofUser }: SlotLimits): SearchSlots {
  const running = new Map<string, number>();
  const waiting: { user: string; go: (release: Release) => void }[] = [];

  const runningOf = (user: string): number => running.get(user) ?? 0;
  const runningNow = (): number => [...running.values()].reduce((sum, count) => sum + count, 0);
  const isFree = (user: string): boolean => runningNow() < ofInstance() && runningOf(user) < ofUser(user);

  function occupy(user: string): Release {
    running.set(user, runningOf(user) + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      running.set(user, runningOf(user) - 1);
      const next = waiting.findIndex((other) => isFree(other.user));
      if (next !== -1) {
        const [{ user: nextUser, go }] = waiting.splice(next, 1) as [(typeof waiting)[number]];
        go(occupy(nextUser));
      }
    };
  }

  return {
    take(user) {
      if (isFree(user)) return occupy(user);
      const refusal =
        runningOf(user) >= ofUser(user)
          ? quotaText('user', runningOf(user), ofUser(user))
          : quotaText('instance', runningNow(), ofInstance());
      return { refusal };
    },
    wait: (user) =>
      isFree(user)
        ? Promise.resolve(occupy(user))
        : new Promise<Release>((resolve) => waiting.push({ user, go: resolve })),
  };
}

const contexts = {
  instance: ['on this instance', 'instance-wide'],
  user: ['for this user based on their role quota', 'user_instance-wide'],
} as const;

/** What Splunk says when no slot is free, of the instance's or of the user's. */
export function quotaText(whose: keyof typeof contexts, current: number, limit: number): string {
  const [words, context] = contexts[whose];
  return `Search not executed: The maximum number of concurrent historical searches ${words} has been reached., concurrency_category="historical", concurrency_context="${context}", current_concurrency=${current}, concurrency_limit=${limit}`;
}
