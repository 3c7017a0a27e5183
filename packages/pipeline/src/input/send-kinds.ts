import { Readable } from 'node:stream';
import type { Opener } from '../threads/work-in-thread.ts';
import { createInputTally } from './input-counts.ts';
import { createKindEncoder } from './kind-encoder.ts';
import { readEvents } from './read-events.ts';
import type { FromReader, ReaderData, ToReader } from './reader-messages.ts';

/** So many events cross together. */
const BATCH_EVENTS = 8192;
/** After so many lines, events among them or not, it is told how far it is. */
const BATCH_LINES = 32_768;
/**
 * So many columns are under way at most, which take 100 kB each: as the store sorts 131,072 events at once, and they are observed at once, they
 * are taken in bursts of 16.
 */
const MOST_UNDER_WAY = 24;
/** So many pieces of standard input are. */
const MOST_PIECES = 4;

/** The work of the reading thread: reads files, normalises their lines and sends the events, no faster than they are taken. */
export async function sendKinds(
  opener: Opener<ToReader, FromReader>,
  { inputs, names, now }: ReaderData,
): Promise<void> {
  const inbox = openInbox(opener);
  const tally = createInputTally();
  const encoder = createKindEncoder();
  const stdin = inputs.includes('-') ? Readable.from(stdinOf(opener, inbox)) : undefined;
  let lines = 0;
  const send = async (): Promise<void> => {
    const columns = encoder.take(lines);
    lines = 0;
    const { times, kinds, newKinds } = columns;
    await inbox.roomForColumns();
    opener.post({ columns }, [times.buffer, kinds.buffer, newKinds.buffer]);
  };
  for await (const batch of readEvents({ inputs, names, tally, now, stdin, stage: 'reading' })) {
    for (const line of batch) if ('kind' in line) encoder.add(line.kind, line.time);
    lines += batch.length;
    if (encoder.size >= BATCH_EVENTS || lines >= BATCH_LINES) await send();
  }
  if (lines > 0) await send();
  opener.post({ counts: tally.counts() });
}

interface Inbox {
  /** Waits until fewer columns are under way than may be, and counts one more. */
  roomForColumns(): Promise<void>;
  /** The next bytes of standard input, null at its end. */
  nextOfStdin(): Promise<Uint8Array | null>;
}

/** Both are waited for at the same time, but messages come one by one. */
function openInbox(opener: Opener<ToReader, FromReader>): Inbox {
  const stdin: (Uint8Array | null)[] = [];
  const columns = { underWay: 0 };
  let wake: (() => void)[] = [];
  void listen();
  return {
    roomForColumns: async () => {
      while (columns.underWay === MOST_UNDER_WAY) await news();
      columns.underWay += 1;
    },
    nextOfStdin: async () => {
      while (stdin.length === 0) await news();
      return stdin.shift()!;
    },
  };

  /** As long as the thread lives. */
  async function listen(): Promise<never> {
    for (;;) {
      const message = await opener.receive();
      if ('taken' in message) columns.underWay -= 1;
      else stdin.push(message.stdin);
      const waiting = wake;
      wake = [];
      for (const each of waiting) each();
    }
  }

  function news(): Promise<void> {
    return new Promise((resolve) => wake.push(resolve));
  }
}

async function* stdinOf(
  opener: Opener<ToReader, FromReader>,
  inbox: Inbox,
): AsyncGenerator<Buffer, void, undefined> {
  for (let i = 0; i < MOST_PIECES; i++) opener.post({ wantsStdin: true });
  for (;;) {
    const bytes = await inbox.nextOfStdin();
    if (bytes === null) return;
    opener.post({ wantsStdin: true });
    yield Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}
