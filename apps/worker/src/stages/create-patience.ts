import type { Clock } from '../clock/clock.ts';
import { isOfTheWorld } from './is-of-the-world.ts';
import type { StageLog } from './stage-context.ts';

/**
 * Does something that the world may stand in the way of, again and again until it succeeds.
 *
 * @param what - What is being done, for the log, such as `reading events`.
 */
export type Patience = <T>(what: string, work: () => Promise<T>) => Promise<T>;

export interface PatienceOptions {
  readonly clock: Clock;
  readonly log: StageLog;
  /** Waits for nothing any more once this is aborted: the failure is thrown. */
  readonly stopping: AbortSignal;
  /** False throws the first failure. */
  readonly isPatient: boolean;
  /** Told of every failure, and of null when what failed has succeeded. */
  readonly onWorld: (code: string | null) => void;
}

const FIRST_PAUSE_MS = 5000;
const LONGEST_PAUSE_MS = 300_000;

/**
 * Patience with the world (`isOfTheWorld`): what fails is tried again after 5, 10, 20 s and so on, every five minutes in the end, for as long as it
 * takes. Every other failure is thrown at once, and so is the last one when the worker is asked to stop.
 */
export function createPatience({ clock, log, stopping, isPatient, onWorld }: PatienceOptions): Patience {
  return async (what, work) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const result = await work();
        onWorld(null);
        if (attempt > 1) log.info({ attempts: attempt }, `${what} works again`);
        return result;
      } catch (error) {
        if (!isOfTheWorld(error)) throw error;
        const code = codeOf(error);
        onWorld(code);
        if (!isPatient || stopping.aborted) throw error;
        const pause = pauseMs(attempt);
        const { message } = error as Error;
        log.warn(
          { code, attempt, wait_seconds: pause / 1000 },
          `${what} failed, and is tried again: ${message}`,
        );
        await clock.sleep(pause, stopping);
        if (stopping.aborted) throw error;
      }
    }
  };
}

/** Milliseconds before the attempt after `attempt`. */
export function pauseMs(attempt: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
}

/** The code of the innermost failure that has one: `unreachable` of Splunk rather than that of KV Store, which it came to. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const inner = error.cause === undefined ? 'unknown' : codeOf(error.cause);
  const { code, name } = error as NodeJS.ErrnoException;
  return inner !== 'unknown' && /^[a-z_]+$/.test(inner) ? inner : typeof code === 'string' ? code : name;
}
