import type { Readable } from 'node:stream';
import { type AuthEvent, normalise, normaliseLine, type Rejection } from '@sidecar/events';
import type { Line } from '../io/line.ts';
import { readLines } from '../io/read-lines.ts';
import type { Progress } from '../progress.ts';
import type { InputTally } from './input-counts.ts';

/** A line that is not an event, with the reason. */
export interface RejectedLine {
  readonly rejection: { readonly reason: string; readonly detail: string };
}

/** A line that is an event. */
export interface EventLine {
  /** The fields that the line had; of XML, its text as `_raw`. */
  readonly row: Readonly<Record<string, unknown>>;
  readonly event: AuthEvent;
}

export type InputLine = EventLine | RejectedLine;

export interface ReadEventsOptions {
  readonly inputs: readonly string[];
  readonly tally: InputTally;
  /** Epoch ms; later events are rejected. */
  readonly latest: number;
  readonly stdin?: Readable | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
  /** Name of the stage in progress. */
  readonly stage: string;
}

/** The lines of files, normalised, in batches. Every line comes out, as an event or as a rejection that was counted. */
export async function* readEvents(options: ReadEventsOptions): AsyncGenerator<InputLine[], void, undefined> {
  const { inputs, stdin, signal, onProgress, stage } = options;
  let done = 0;
  onProgress?.({ stage, done });
  for await (const batch of readLines(inputs, { ...(stdin && { stdin }), ...(signal && { signal }) })) {
    signal?.throwIfAborted();
    yield batch.map((line) => readEvent(line, options));
    done += batch.length;
    onProgress?.({ stage, done });
  }
}

function readEvent({ line, number, file }: Line, { tally, latest }: ReadEventsOptions): InputLine {
  const { row, result } = line === null ? { row: undefined, result: TOO_LONG } : parse(line, latest);
  if (row !== undefined && !('rejected' in result)) {
    tally.accept();
    return { row, event: result };
  }
  const { reason, detail } = result as Rejection;
  tally.reject(reason, `${file === '-' ? 'standard input' : file}:${number}: ${detail}`);
  return { rejection: { reason, detail } };
}

const TOO_LONG = { rejected: true, reason: 'line_too_long', detail: 'the line is longer than 8 MiB' } as const;

function parse(line: string, latest: number): { row?: Record<string, unknown>; result: AuthEvent | Rejection } {
  if (line.trimStart().startsWith('<')) return { row: { _raw: line }, result: normaliseLine(line, { latest }) };
  let row: Record<string, unknown>;
  try {
    row = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return { result: normaliseLine(line, { latest }) };
  }
  return { row, result: normalise(row, { latest }) };
}
