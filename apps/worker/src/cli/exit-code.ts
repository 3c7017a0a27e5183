/** What the command tells the shell, as `sidecar` does. A worker that was asked to stop and has stopped is done. */
export const EXIT = {
  done: 0,
  failed: 1,
  /** Wrong use, or a configuration that cannot be used: nothing was started. */
  usage: 2,
  nothingToDo: 3,
  /** With `--once`: something was set aside, or not all was written. */
  partial: 4,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
