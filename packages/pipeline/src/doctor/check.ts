/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
  /** What was found, in a sentence. */
  readonly finding: string;
  /** What to do about it; absent if all is well. */
  readonly remedy?: string;
}
