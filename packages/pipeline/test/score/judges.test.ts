import type { EventKind } from '@sidecar/events';
import { createLineReader, isRejection } from '@sidecar/events';
import type { BehaviorModel } from '@sidecar/scoring';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { decisionOptions } from '../../src/decision-options.ts';
import { type EventLine, eventLine } from '../../src/input/event-line.ts';
import { lineSource } from '../../src/io/line-source.ts';
import { createBatchJudge } from '../../src/score/batch-judge.ts';
import type { EventJudge } from '../../src/score/event-judge.ts';
import { judgeElsewhere } from '../../src/score/judge-elsewhere.ts';
import { judgeHere } from '../../src/score/judge-here.ts';
import { type FromJudge, modelFacts, type ToJudge } from '../../src/score/judge-messages.ts';
import type { Thread } from '../../src/threads/open-thread.ts';
import { trainingSettings } from '../../src/train/training-settings.ts';
import { trainOnEvents } from '../train-on-events.ts';
import { configOf, generatedLines } from '../workspace.ts';

const isFull = process.env['SIDECAR_CAMPAIGN'] === 'full';
const decision = decisionOptions(configOf());
const outlierModes = ['combined', 'budget', 'fdr'] as const;

let model: BehaviorModel;
let events: EventLine[];
beforeAll(async () => {
  const all = read(generatedLines(1500));
  events = all.slice(1000);
  model = await trainOnEvents(
    all.slice(0, 1000).map(({ event }) => event),
    trainingSettings(configOf({ modeling: { k_candidates: [4], time_zone: 'Europe/Berlin' } }).modeling),
  );
});

function read(texts: readonly string[]): EventLine[] {
  const reader = createLineReader();
  return texts.map((text) => {
    const source = lineSource(Buffer.from(text));
    const { length } = source.bytes;
    const [read] = reader.read(source, [0], [length]);
    if (!read || isRejection(read)) throw new Error(`no event: ${text}`);
    return eventLine(source, 0, length, read);
  });
}

/** The judge's thread without a thread: messages are copied as they would be between two. */
function threadOf(
  model: BehaviorModel,
  mode: (typeof outlierModes)[number],
): Pick<Thread<ToJudge, FromJudge>, 'post' | 'receive'> {
  const judge = createBatchJudge(model, { ...decision, outlierMode: mode });
  const answers: FromJudge[] = [];
  return {
    post: (message, moved = []) => {
      const arrived = structuredClone(message, { transfer: [...moved] });
      if (arrived === 'begin') judge.beginAnew();
      answers.push(structuredClone(arrived === 'begin' ? 'begun' : judge.judge(arrived)));
    },
    receive: async () => answers.shift()!,
  };
}

/** What a judge says of events that come in batches of the given sizes, so many batches ahead as it allows. */
async function said(
  judge: EventJudge,
  all: readonly EventLine[],
  sizes: readonly number[],
): Promise<unknown[]> {
  const sent: EventLine[][] = [];
  const answers: unknown[] = [];
  const receive = async (): Promise<void> => {
    const scores = await judge.receive();
    sent.shift()!.forEach((line, i) => {
      const { scoreFields, fieldsText, isOutlier, key } = scores.scoredAt(i, line, `k${i}`);
      answers.push({ scoreFields, fieldsText, isOutlier, key, text: scores.textAt(i) });
    });
  };
  for (let from = 0, batch = 0; from < all.length; batch++) {
    const size = sizes.length === 0 ? all.length : sizes[batch % sizes.length]!;
    const some = all.slice(from, from + Math.max(1, size));
    from += some.length;
    judge.send(some);
    sent.push(some);
    if (sent.length > judge.ahead) await receive();
  }
  while (sent.length > 0) await receive();
  return answers;
}

describe.for(outlierModes)('outliers by %s', (mode) => {
  test('a judge elsewhere says what a judge here says, to the last bit, however events are cut into batches', async () => {
    const elsewhere = judgeElsewhere(threadOf(model, mode), modelFacts(model, 'v') as never);
    const here = judgeHere(model, { ...decision, outlierMode: mode });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(events.length - 1), { minLength: 1, maxLength: 200 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 5 }),
        async (places, sizes) => {
          const some = places.toSorted((a, b) => a - b).map((i) => events[i]!);
          await Promise.all([here.beginAnew(), elsewhere.beginAnew()]);
          expect(await said(elsewhere, some, sizes)).toEqual(await said(here, some, sizes));
          expect(elsewhere.forgotten()).toBe(here.forgotten());
        },
      ),
      { numRuns: isFull ? 200 : 6 },
    );
  });
});

test('a judge that begins anew forgets what it was sent, even if nobody asked for it', async () => {
  const elsewhere = judgeElsewhere(threadOf(model, 'budget'), modelFacts(model, 'v') as never);
  const here = judgeHere(model, { ...decision, outlierMode: 'budget' });
  const some = events.slice(0, 50);
  for (const judge of [here, elsewhere]) {
    await judge.beginAnew();
    judge.send(some);
    judge.send(some);
    await judge.receive();
    await judge.beginAnew();
  }
  expect(await said(elsewhere, some, [])).toEqual(await said(here, some, []));
});

test('events older than the training are a look back for both', async () => {
  const past = events.map((line) => ({ ...copyOf(line), time: line.time - 20 * 86_400_000 }));
  const elsewhere = judgeElsewhere(threadOf(model, 'combined'), modelFacts(model, 'v') as never);
  const here = judgeHere(model, { ...decision, outlierMode: 'combined' });
  await Promise.all([here.beginAnew(), elsewhere.beginAnew()]);
  expect(await said(elsewhere, past, [7])).toEqual(await said(here, past, [7]));
});

test('what was forgotten for want of room is counted in both threads', async () => {
  // So many accounts, each with a source, a machine, a program and a service of its own, as no table of late has room for.
  const strangers = Array.from({ length: 26_000 }, (_, i) => {
    const kind: EventKind = {
      ...events[0]!.kind,
      action: 'success',
      signature_id: 4624,
      user: `u${i}`,
      src: `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`,
      dest: `pc${i}`,
      process: `p${i}.exe`,
      service: `http/${i}`,
      src_user: `by${i}`,
      authentication_package: `a${i}`,
    };
    return { ...copyOf(events[0]!), kind, time: events[0]!.time + i };
  });
  const elsewhere = judgeElsewhere(threadOf(model, 'combined'), modelFacts(model, 'v') as never);
  const here = judgeHere(model, { ...decision, outlierMode: 'combined' });
  const counts: number[] = [];
  for (const judge of [here, elsewhere]) {
    await judge.beginAnew();
    for (let i = 0; i < strangers.length; i += 1000) {
      judge.send(strangers.slice(i, i + 1000));
      await judge.receive();
    }
    counts.push(judge.forgotten());
  }
  expect(counts[0]).toBeGreaterThan(0);
  expect(counts[1]).toBe(counts[0]);
});

function copyOf(line: EventLine): EventLine {
  const { time, kind, names, text, row, event } = line;
  return { time, kind, names, text, row, event };
}
