/** Finds out again and again whether an attempt that may fail is worth its cost. */
export interface Trial {
  /** Whether to make the next so many attempts. */
  isOn(attempts: number): boolean;
  succeeded(): void;
  /** Returns true if this was one too many: no attempt is worth while for some time. */
  failed(): boolean;
}

/** Attempts by which it is judged. */
const LENGTH = 16_384;
/** One in so many must succeed. */
const ONE_IN = 16;
/** How often it is then left. */
const PAUSE = LENGTH * 16;

export function createTrial(): Trial {
  let successes = 0;
  let failures = 0;
  let pause = 0;
  const judge = (): boolean => {
    if (successes + failures < LENGTH) return false;
    const failed = successes * ONE_IN < LENGTH;
    successes = 0;
    failures = 0;
    if (failed) pause = PAUSE;
    return failed;
  };
  return {
    isOn(attempts) {
      if (pause <= 0) return true;
      pause -= attempts;
      return false;
    },
    succeeded() {
      successes++;
      judge();
    },
    failed() {
      failures++;
      return judge();
    },
  };
}
