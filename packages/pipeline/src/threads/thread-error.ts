/** What became of a thread, for a program to act on. */
export type ThreadErrorCode = 'ended' | 'out_of_memory';

/** A thread that did not do its work, for no reason of its own. Its message is one sentence, ready to be shown. */
export class ThreadError extends Error {
  override readonly name = 'ThreadError';
  readonly code: ThreadErrorCode;
  /** What the thread was there for, as its name says. */
  readonly thread: string;

  constructor(code: ThreadErrorCode, thread: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.thread = thread;
  }
}
