/** Part of a command's work, while it lasts. */
export interface Stage {
  /** @param total - Absent while nobody can know. */
  progress(done: number, total?: number, note?: string): void;
  /** @param summary - What the stage achieved, in a few words. */
  done(summary: string): void;
}

/** Tells people, or a log, how the work goes. Results do not go here but to stdout. */
export interface Reporter {
  /** Begins a stage; the one before must be done. */
  stage(name: string): Stage;
  notice(text: string): void;
  warn(text: string): void;
  /** The one sentence that says why the command failed. */
  fail(text: string): void;
  /** Leaves the terminal as it was, also in the middle of a stage. */
  close(): void;
}
