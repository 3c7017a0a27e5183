/** One line of input that is not blank. */
export interface Line {
  /** The text without its end; null if it was too long to be kept. */
  readonly line: string | null;
  /** Its place in its file, from 1, blank lines counted. */
  readonly number: number;
  /** The file as it was named. */
  readonly file: string;
  readonly tooLong?: true;
}
