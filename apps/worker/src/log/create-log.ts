import type { Writable } from 'node:stream';
import { createRedactor } from '@sidecar/splunk-client';
import { pino, type Logger } from 'pino';
import { humanLine } from './human-line.ts';

export interface LogOptions {
  readonly stream: Writable & { readonly isTTY?: boolean };
  /** Of this process; every run of a stage has one of its own. */
  readonly runId: string;
  /** @default people read terminals, programs everything else */
  readonly format?: 'text' | 'json' | undefined;
}

/** The log of the worker. */
export interface WorkerLog {
  readonly log: Logger;
  /** Hides the secrets of this configuration from now on, in whatever text they come. */
  hide(secrets: Iterable<string>): void;
}

/**
 * Structured lines, JSON by pino: `level`, `time`, `run_id`, `message` and what else is known; on a terminal one readable line each. Objects that
 * hold secrets show them as `[secret]` by themselves; should one be in a text, such as a message of another program, it is replaced here, after
 * everything is text.
 */
export function createLog({ stream, runId, format }: LogOptions): WorkerLog {
  const isHuman = format === undefined ? stream.isTTY === true : format === 'text';
  const redactor = createRedactor([]);
  const log = pino(
    {
      base: { run_id: runId },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      messageKey: 'message',
      errorKey: 'error',
      hooks: { streamWrite: (line) => (isHuman ? humanLine(redactor.redact(line)) : redactor.redact(line)) },
    },
    stream,
  );
  return {
    log,
    hide: (secrets) => {
      for (const secret of secrets) redactor.add(secret);
    },
  };
}
