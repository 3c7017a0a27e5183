import type { Readable } from 'node:stream';
import { createLineReader, isRejection, type LineReader } from '@sidecar/events';
import type { LineBlock } from '../io/line-block.ts';
import { lineSource } from '../io/line-source.ts';
import { readLineBlocks } from '../io/read-line-blocks.ts';
import type { Progress } from '../progress.ts';
import { type EventLine, eventLine } from './event-line.ts';
import type { InputTally } from './input-counts.ts';

/** A line that is not an event, with the reason. */
export interface RejectedLine {
  readonly rejection: { readonly reason: string; readonly detail: string };
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
  const { inputs, stdin, signal, onProgress, stage, now } = options;
  const reader = createLineReader({ latest: now.getTime() + FUTURE_TOLERANCE_MS });
  let done = 0;
  onProgress?.({ stage, done });
  for await (const block of readLineBlocks(inputs, { ...(stdin && { stdin }), ...(signal && { signal }) })) {
    signal?.throwIfAborted();
    yield readBlock(reader, block, options);
    done += block.starts.length;
    onProgress?.({ stage, done });
  }
}

function readBlock(reader: LineReader, block: LineBlock, { names, tally }: ReadEventsOptions): InputLine[] {
  const { file, bytes, starts, ends, numbers } = block;
  const source = lineSource(bytes);
  const lines: InputLine[] = [];
  const reject = (i: number, reason: string, detail: string): void => {
    const place = names?.get(file) ?? (file === '-' ? 'standard input' : file);
    tally.reject(reason, `${place}:${numbers[i]}: ${detail}`);
    lines.push({ rejection: { reason, detail } });
  };
  const events = reader.read(source, starts, ends);
  for (let i = 0; i < events.length; i++) {
    const read = events[i]!;
    if (read === null) {
      reject(i, 'line_too_long', 'the line is longer than 8 MiB');
    } else if (isRejection(read)) {
      reject(i, read.reason, read.detail);
    } else {
      tally.accept();
      lines.push(eventLine(source, starts[i]!, ends[i]!, read));
    }
  }
  return lines;
}
