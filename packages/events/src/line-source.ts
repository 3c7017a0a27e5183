/** Bytes that hold lines, and their text. */
export interface LineSource {
  /** They must not change while lines of them are read. */
  readonly bytes: Uint8Array;
  /** The UTF-8 text of a part. */
  textOf(from: number, to: number): string;
}
