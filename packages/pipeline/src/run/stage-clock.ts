import type { Progress } from '../progress.ts';

/** Measures how long each stage of the work took. */
export interface StageClock {
  /** Passes progress on, and notes when stages change. */
  readonly onProgress: Progress;
  /** Seconds from the first to now. */
  elapsed(): number;
  /** Seconds of each stage so far, in the order in which they began; a stage that came again is counted together. */
  seconds(): Record<string, number>;
}

/**
 * Times stages by their progress: one lasts until another begins.
 *
 * @param now - Milliseconds of a clock that never goes back. @default performance.now
 */
export function createStageClock(
  told: Progress | undefined,
  now: () => number = () => performance.now(),
): StageClock {
  const stages = new Map<string, number>();
  const start = now();
  let stage: string | null = null;
  let since = start;
  const settle = (): void => {
    const at = now();
    if (stage !== null) stages.set(stage, (stages.get(stage) ?? 0) + (at - since) / 1000);
    since = at;
  };
  return {
    onProgress: (event) => {
      if (event.stage !== stage) {
        settle();
        stage = event.stage;
      }
      told?.(event);
    },
    elapsed: () => (now() - start) / 1000,
    seconds: () => {
      settle();
      return Object.fromEntries(
        Array.from(stages, ([name, seconds]) => [name, Math.round(seconds * 1000) / 1000]),
      );
    },
  };
}
