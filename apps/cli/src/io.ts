import type { Readable, Writable } from 'node:stream';

/** A stream that may be a terminal. */
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** Everything outside that a command talks to; tests bring their own. */
export interface Io {
  readonly stdin: Readable;
  /** Results. */
  readonly stdout: Output;
  /** Progress, notices and errors. */
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
}
