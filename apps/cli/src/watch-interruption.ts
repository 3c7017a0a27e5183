import { setMaxListeners } from 'node:events';
import type { Io } from './io.ts';

const SIGNAL_CODES = { SIGINT: 130, SIGTERM: 143 } as const;
type Signal = keyof typeof SIGNAL_CODES;

/** A command that has not cleaned up by then is ended without. */
const PATIENCE_MS = 10_000;

/** Why a run ends before its time. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** 130 or 143 after a signal, 0 once nobody reads the output, else undefined. */
  exitCode(): number | undefined;
  /** Lets go of the process. */
  stop(): void;
}

/**
 * Aborts on the first SIGINT or SIGTERM, so that the command can clean up; a second one ends the process at once. Also
 * aborts, quietly, when the reader of stdout has gone, as in `sidecar explain | head`.
 */
export function watchInterruption(io: Io): Interruption {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal); // every request in flight listens
  let exitCode: number | undefined;
  let patience: NodeJS.Timeout | undefined;
  const end = (code: number, why: string): void => {
    if (exitCode !== undefined) return;
    exitCode = code;
    patience = setTimeout(() => process.exit(code), PATIENCE_MS).unref();
    controller.abort(new DOMException(why, 'AbortError'));
    io.stdin.destroy(); // who waits for input would wait on
  };
  const onSignal = (name: Signal): void => {
    if (exitCode === SIGNAL_CODES.SIGINT || exitCode === SIGNAL_CODES.SIGTERM) process.exit(exitCode);
    end(SIGNAL_CODES[name], `ended by ${name}`);
  };
  const onStreamError = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'EPIPE') throw error;
    end(0, 'the reader of the output has gone');
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  io.stdout.on('error', onStreamError);
  io.stderr.on('error', onStreamError);
  return {
    signal: controller.signal,
    exitCode: () => exitCode,
    // The streams keep their listeners: EPIPE may arrive after the last write, when everything else is done.
    stop() {
      clearTimeout(patience);
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    },
  };
}
