import { setImmediate, setTimeout } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { createInputTally } from '../../src/input/input-counts.ts';
import { createKindDecoder } from '../../src/input/kind-decoder.ts';
import { readEvents } from '../../src/input/read-events.ts';
import type { FromReader, ToReader } from '../../src/input/reader-messages.ts';
import { sendKinds } from '../../src/input/send-kinds.ts';
import { createEventStore } from '../../src/store/create-event-store.ts';
import type { Opener } from '../../src/threads/work-in-thread.ts';
import { contentOf } from '../store/stored-content.ts';
import { generatedLines, NOW, openFolder, seedLine, writeLines } from '../workspace.ts';

/** The other side of a thread, played by a test. */
interface Played extends Opener<ToReader, FromReader> {
  readonly sent: FromReader[];
  tell(message: ToReader): void;
}

function play(): Played {
  const sent: FromReader[] = [];
  const told: ToReader[] = [];
  let waiting: ((message: ToReader) => void) | undefined;
  return {
    sent,
    tell: (message) => {
      if (waiting === undefined) told.push(message);
      else waiting(message);
      waiting = undefined;
    },
    post: (message, moved = []) => void sent.push(structuredClone(message, { transfer: [...moved] })),
    receive: () =>
      told.length > 0 ? Promise.resolve(told.shift()!) : new Promise((resolve) => (waiting = resolve)),
  };
}

const isColumns = (message: FromReader): boolean => 'columns' in message;

test('what is sent makes the same store and the same counts as reading here', async () => {
  const lines = generatedLines(20_000);
  lines.splice(40, 0, 'no event', '{"user":"ann"}', ' ', 'nor this');
  const inputs = [writeLines(openFolder(), 'events.ndjson', lines)];
  const tally = createInputTally();
  const expected = createEventStore();
  for await (const batch of readEvents({ inputs, now: NOW, tally, stage: 'reading' })) {
    for (const line of batch) if ('kind' in line) expected.add(line.kind, line.time);
  }

  const opener = play();
  await sendKinds(opener, { inputs, names: undefined, now: NOW });
  const store = createEventStore();
  const decode = createKindDecoder(store);
  let read = 0;
  for (const message of opener.sent) {
    if (!('columns' in message)) continue;
    decode(message.columns);
    read += message.columns.lines;
  }
  expect(opener.sent.filter(isColumns)).toHaveLength(3);
  expect(read).toBe(20_003);
  expect(opener.sent.at(-1)).toEqual({ counts: tally.counts() });
  const [here, there] = [await expected.finish(), await store.finish()];
  expect(contentOf(there)).toEqual(contentOf(here));
  await Promise.all([here.remove(), there.remove()]);
});

test('tells how far it is among lines that are no events', async () => {
  const inputs = [
    writeLines(
      openFolder(),
      'no-events',
      Array.from({ length: 100_000 }, () => 'this is no event'),
    ),
  ];
  const opener = play();
  await sendKinds(opener, { inputs, names: new Map([[inputs[0]!, 'the export']]), now: NOW });
  expect(opener.sent.filter(isColumns).length).toBeGreaterThan(2);
  expect(opener.sent.at(-1)).toMatchObject({
    counts: {
      events: 0,
      rejected: 100_000,
      rejections: [{ sample: expect.stringMatching(/^the export:1: /) }],
    },
  });
});

test('reads on only as columns are taken', async () => {
  const line = '{"TimeCreated":"2026-09-30T09:00:00Z","user":"ann"}';
  const lines = Array.from({ length: 300_000 }, () => line);
  const inputs = [writeLines(openFolder(), 'long', lines)];
  const opener = play();
  const sending = sendKinds(opener, { inputs, names: undefined, now: NOW });
  const sentAre = async (count: number): Promise<void> => {
    await vi.waitFor(() => expect(opener.sent).toHaveLength(count), { timeout: 10_000 });
    await setTimeout(200); // in which it would read a million more bytes
    expect(opener.sent).toHaveLength(count);
  };
  await sentAre(24);
  opener.tell({ taken: true });
  await sentAre(25);
  for (let i = 0; i < 10; i++) opener.tell({ taken: true });
  await sending;
  expect(opener.sent.at(-1)).toMatchObject({ counts: { events: 300_000 } });
});

test('asks for standard input when it is its turn, and never for much ahead', async () => {
  const inputs = [writeLines(openFolder(), 'first', [seedLine()]), '-'];
  const pieces = Array.from({ length: 50 }, (_, i) => Buffer.from(`${seedLine({ user: `u${i}` })}\n`));
  const opener = play();
  const sending = sendKinds(opener, { inputs, names: undefined, now: NOW });
  const asked = (): number => opener.sent.filter((message) => 'wantsStdin' in message).length;
  for (let given = 0; given <= pieces.length; given++) {
    while (asked() <= given) await setImmediate();
    expect(asked() - given).toBeLessThanOrEqual(4);
    opener.tell({ stdin: pieces[given] ?? null });
  }
  await sending;
  expect(asked()).toBe(54);
  expect(opener.sent.at(-1)).toMatchObject({ counts: { events: 51 } });
});
