import type { Io } from '../io.ts';
import type { Reporter } from './reporter.ts';

export type LogFormat = 'text' | 'json';

/**
 * Chooses how to report: a live line on a terminal, one JSON line per finished stage elsewhere, warnings and errors alone if
 * it should be quiet.
 *
 * @param options - `log`: overrides the choice. With `text` and no terminal, one plain line per finished stage.
 */
export async function createReporter({
  io,
  runId,
  log = io.stderr.isTTY ? 'text' : 'json',
  quiet = false,
}: {
  readonly io: Io;
  readonly runId: string;
  readonly log?: LogFormat | undefined;
  readonly quiet?: boolean | undefined;
}): Promise<Reporter> {
  const reporter =
    log === 'json'
      ? (await import('./json-reporter.ts')).jsonReporter(io.stderr, runId)
      : (await import('./text-reporter.ts')).textReporter(io.stderr, {
          // Some terminals do not know their width, and nobody can tell where a line that moves would wrap.
          live: io.stderr.isTTY === true && io.stderr.columns !== 0 && !quiet,
        });
  return quiet ? quieted(reporter) : reporter;
}

function quieted(reporter: Reporter): Reporter {
  const silent = { progress: () => {}, done: () => {} };
  return { ...reporter, stage: () => silent, notice: () => {} };
}
