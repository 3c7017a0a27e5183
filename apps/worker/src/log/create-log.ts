import type { Writable } from 'node:stream';
import { createRedactor } from '@sidecar/splunk-client';
import { pino, type Logger } from 'pino';
import { humanLine } from './human-line.ts';

export type LogFormat = 'text' | 'json';

export interface LogOptions {
  readonly stream: Writable & { readonly isTTY?: boolean };
  /** @default people read terminals, programs everything else */
  readonly format?: LogFormat | undefined;
}

/** The log of the worker. */
export interface WorkerLog {
  /** @param fields - In every line; `run_id` is of this process, or of the run of a stage. */
  for(fields: { readonly run_id: string; readonly stage?: string }): Logger;
  /** Hides the secrets of this configuration from now on, in whatever text they come. */
  hide(secrets: Iterable<string>): void;
}

/**
 * Structured lines, JSON by pino: `level`, `time`, `run_id`, `message` and what else is known; on a terminal one readable line each. Objects that
 * hold secrets show them as `[secret]` by themselves; should one be in a text, such as a message of another program, it is replaced here, after
 * everything is text.
 */
export function createLog({ stream, format }: LogOptions): WorkerLog {
  const isHuman = format === undefined ? stream.isTTY === true : format === 'text';
  const redactor = createRedactor([]);
  const log = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      messageKey: 'message',
      errorKey: 'error',
      hooks: { streamWrite: (line) => (isHuman ? humanLine(redactor.redact(line)) : redactor.redact(line)) },
    },
    stream,
  );
  return {
    for: (fields) => log.child(fields),
    hide: (secrets) => {
      for (const secret of secrets) redactor.add(secret);
    },
  };
}
