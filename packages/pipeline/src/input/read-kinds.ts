import type { Readable } from 'node:stream';
import type { Progress } from '../progress.ts';
import type { EventStore } from '../store/create-event-store.ts';
import { areLarge } from '../threads/are-large.ts';
import { openThread } from '../threads/open-thread.ts';
import { threadEntry } from '../threads/thread-entry.ts';
import { createInputTally, type InputCounts } from './input-counts.ts';
import { createKindDecoder } from './kind-decoder.ts';
import { readEvents } from './read-events.ts';
import type { FromReader, ReaderData, ToReader } from './reader-messages.ts';
import { stdinPieces } from './stdin-pieces.ts';

export interface ReadKindsOptions {
  readonly inputs: readonly string[];
  /** What inputs are called in samples, where that is not their path. */
  readonly names?: ReadonlyMap<string, string> | undefined;
  /** Events more than a day later are rejected. */
  readonly now: Date;
  readonly stdin?: Readable | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
  /** 2 to read in a thread of its own, if there is enough to read (`areLarge`) and threads can be started (`threadEntry`). @default 1 */
  readonly threads?: number | undefined;
}

/** Lines are garbage as soon as they are read: more room would take no less time. */
const YOUNG_MIB = 6;

type AddTo = Pick<EventStore, 'add' | 'addById' | 'kinds'>;

/**
 * Reads the events of files into a store, in the order of the lines, for whoever needs no more of them than time and kind. The store is
 * the same and the same is counted with one thread and with two.
 *
 * @returns What became of the lines.
 * @throws RangeError for a number of threads that is not 1 or 2, or if standard input is named twice; IoError if a file cannot be read
 *   to its end; ThreadError if the thread dies; the signal's reason if that stopped it. The thread is gone then.
 */
export async function readKinds(options: ReadKindsOptions, store: AddTo): Promise<InputCounts> {
  const { threads = 1 } = options;
  if (threads !== 1 && threads !== 2) throw new RangeError(`threads is ${threads}, expected 1 or 2`);
  const entry = threads === 2 ? threadEntry('input/read-kinds') : undefined;
  if (entry !== undefined && (await areLarge(options.inputs))) return readInThread(entry, options, store);
  const tally = createInputTally();
  for await (const batch of readEvents({ ...options, tally, stage: 'reading' })) {
    for (const line of batch) if ('kind' in line) store.add(line.kind, line.time);
  }
  return tally.counts();
}

async function readInThread(
  entry: URL,
  { inputs, names, now, stdin, signal, onProgress }: ReadKindsOptions,
  store: AddTo,
): Promise<InputCounts> {
  const data: ReaderData = { inputs, names, now };
  const decode = createKindDecoder(store);
  let done = 0;
  onProgress?.({ stage: 'reading', done });
  const thread = openThread<ToReader, FromReader, ReaderData>(entry, {
    name: 'reading',
    data,
    signal,
    youngMemoryMiB: YOUNG_MIB,
  });
  const pieces = stdinPieces(stdin, signal);
  try {
    for (;;) {
      const message = await thread.receive();
      if ('counts' in message) return message.counts;
      if ('wantsStdin' in message) {
        const { value: bytes = null } = await pieces.next();
        thread.post({ stdin: bytes }, bytes === null ? [] : [bytes.buffer]);
        continue;
      }
      decode(message.columns);
      thread.post({ taken: true });
      done += message.columns.lines;
      onProgress?.({ stage: 'reading', done });
    }
  } finally {
    await thread.close();
    await pieces.return();
  }
}
