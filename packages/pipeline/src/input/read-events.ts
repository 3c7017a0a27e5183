import type { Readable } from 'node:stream';
import { type AuthEvent, isRejection, normalise, normaliseLine, type Rejection } from '@sidecar/events';
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
  /** The line itself, without white space around it. */
  readonly text: string;
  readonly event: AuthEvent;
}

export type InputLine = EventLine | RejectedLine;

const FUTURE_TOLERANCE_MS = 86_400_000;

export interface ReadEventsOptions {
  readonly inputs: readonly string[];
  /** What inputs are called in samples, where that is not their path. */
  readonly names?: ReadonlyMap<string, string> | undefined;
  readonly tally: InputTally;
  /** Events more than a day later are rejected: clocks and zones are set wrongly, but not by more. */
  readonly now: Date;
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

function readEvent({ line, number, file }: Line, { names, tally, now }: ReadEventsOptions): InputLine {
  const reject = (reason: string, detail: string): RejectedLine => {
    const place = names?.get(file) ?? (file === '-' ? 'standard input' : file);
    tally.reject(reason, `${place}:${number}: ${detail}`);
    return { rejection: { reason, detail } };
  };
  if (line === null) return reject('line_too_long', 'the line is longer than 8 MiB');
  const text = line.trim();
  const { row, result } = parse(text, now.getTime() + FUTURE_TOLERANCE_MS);
  if (isRejection(result)) return reject(result.reason, result.detail);
  tally.accept();
  return { row, text, event: result };
}

interface ParsedLine {
  readonly row: Record<string, unknown>;
  readonly result: AuthEvent | Rejection;
}

function parse(text: string, latest: number): ParsedLine {
  if (text.startsWith('<')) return { row: { _raw: text }, result: normaliseLine(text, { latest }) };
  let row: Record<string, unknown>;
  try {
    row = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { row: {}, result: normaliseLine(text, { latest }) };
  }
  return { row, result: normalise(row, { latest }) };
}
