/** What the command tells the shell. 130 and 143 are added when a signal ended it. */
export const EXIT = {
  done: 0,
  failed: 1,
  /** Wrong use, or a configuration that cannot be used: nothing was started. */
  usage: 2,
  nothingToDo: 3,
  /** More rejects than the limit allows, or a write that is not complete. */
  partial: 4,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
