import type { Writable } from 'node:stream';

/** Everything outside that the command talks to; tests bring their own. */
export interface Io {
  /** Alerts, with `alerts.stdout`, and what `retry` tells. */
  readonly stdout: Writable;
  /** The log. */
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
}
