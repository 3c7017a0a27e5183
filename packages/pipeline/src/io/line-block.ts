/** Lines of a file that lie in one piece of memory; blank ones are left out. */
export interface LineBlock {
  /** The file as it was named. */
  readonly file: string;
  /** UTF-8. */
  readonly bytes: Buffer;
  /** Where each line begins; -1 if it was too long to be kept. */
  readonly starts: readonly number[];
  /** Where each ends, its line end not included. */
  readonly ends: readonly number[];
  /** The place of each in its file, from 1, blank lines counted. */
  readonly numbers: readonly number[];
}
