import { dayOf } from './alerts-by-day.ts';
import type { StageContext } from './stage-context.ts';

/** Removes what is older than `worker.score.history_days`, once a day and after a start. A failure is told, and tried again with the next windows. */
export function createTrimmer(): (context: StageContext) => Promise<void> {
  let done = '';
  return async ({ config, clock, effects, log, signal, stopping }) => {
    const now = clock.now();
    const today = dayOf(now.getTime() / 1000);
    if (today === done || stopping.aborted) return;
    try {
      for (const { collection, removed, problem } of await effects.trimWindows({ config, now, signal })) {
        if (problem !== undefined)
          log.warn({ collection, removed }, `not all that is old was removed: ${problem}`);
        else if (removed > 0)
          log.info({ collection, removed }, 'what is older than worker.score.history_days was removed');
      }
      done = today;
    } catch (error) {
      signal.throwIfAborted();
      log.warn({}, `what is old was not removed: ${(error as Error).message}`);
    }
  };
}
