export interface SignalHandlers {
  /** SIGTERM or SIGINT, the first time; `code` is what a shell expects of a command that it ended. A second one ends the process at once. */
  readonly onStop: (name: string, code: number) => void;
  /** SIGHUP. */
  readonly onReload: () => void;
}

const CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** Listens to what the system and people tell a process. @returns Stops listening. */
export function watchSignals({ onStop, onReload }: SignalHandlers): () => void {
  let isStopping = false;
  const stop = (name: 'SIGINT' | 'SIGTERM'): void => {
    if (isStopping) process.exit(CODES[name]);
    isStopping = true;
    onStop(name, CODES[name]);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop).on('SIGHUP', onReload);
  return () => process.off('SIGTERM', stop).off('SIGINT', stop).off('SIGHUP', onReload);
}
