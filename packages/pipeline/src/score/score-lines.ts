import type { EventLine } from '../input/event-line.ts';
import type { InputLine } from '../input/read-events.ts';
import { createEventKeys } from '../records/event-key.ts';
import { compareInOrder } from '../store/compare-in-order.ts';
import type { EventJudge } from './event-judge.ts';
import { scoreIntoSpool } from './score-into-spool.ts';
import { scoredInText } from './score-text.ts';
import {
  type Batches,
  ChangedInput,
  type ScoredEvent,
  type ScoredLine,
  type ScoreLinesOptions,
} from './scoring-engine.ts';
import { wholeInstants } from './whole-instants.ts';

/** A batch of lines that a judge was sent. */
interface Sent {
  readonly batch: readonly InputLine[];
  /** Which event of the batch is the first, the second, ... in order. */
  readonly places: readonly number[];
}

/**
 * Scores lines in one pass.
 *
 * @throws OutOfOrder if they are not in time order.
 */
export async function* scoreInOrder(
  judge: EventJudge,
  batches: Batches,
): AsyncGenerator<ScoredLine[], void, undefined> {
  await judge.beginAnew();
  const keys = createEventKeys({ inTimeOrder: true });
  const sent: Sent[] = [];
  const received = async (): Promise<ScoredLine[]> => {
    const { batch, places } = sent.shift()!;
    const scores = await judge.receive();
    const ranks = new Uint32Array(places.length);
    for (let rank = 0; rank < places.length; rank++) ranks[places[rank]!] = rank;
    return withScores(batch, (i, line) => scores.scoredAt(ranks[i]!, line, keys.keyOf(line.kind, line.time)));
  };
  for await (const batch of wholeInstants(batches())) {
    const events = batch.filter((line): line is EventLine => 'kind' in line);
    const places = inOrder(events);
    judge.send(places.map((i) => events[i]!));
    sent.push({ batch, places });
    if (sent.length > judge.ahead) yield await received();
  }
  while (sent.length > 0) yield await received();
}

/**
 * Scores lines in any order: events are scored in time order first, into a file, as memory need not hold them; then they come out in the
 * order of the lines.
 *
 * @throws ChangedInput if the lines are others when they are read again.
 */
export async function* scoreAnyOrder(
  judge: EventJudge,
  batches: Batches,
  options: ScoreLinesOptions = {},
): AsyncGenerator<ScoredLine[], void, undefined> {
  await judge.beginAnew();
  const { spool, size } = await scoreIntoSpool(judge, batches, options);
  const keys = createEventKeys({ inTimeOrder: false });
  try {
    let next = 0;
    for await (const batch of batches()) {
      yield withScores(batch, (_, line) => {
        if (next === size) throw new ChangedInput();
        return scoredInText(line, keys.keyOf(line.kind, line.time), spool.get(next++));
      });
    }
    if (next < size) throw new ChangedInput();
  } finally {
    await spool.remove();
  }
}

/** Places of events in the order of a store; their times ascend already, but for events of one instant. */
function inOrder(lines: readonly EventLine[]): number[] {
  const places = lines.map((_, i) => i);
  const compare = (a: number, b: number): number => compareInOrder(lines[a]!, lines[b]!);
  return places.every((i) => i === 0 || compare(i - 1, i) <= 0) ? places : places.sort(compare);
}

function withScores(
  batch: readonly InputLine[],
  scoredAt: (i: number, line: EventLine) => ScoredEvent,
): ScoredLine[] {
  let i = 0;
  return batch.map((line) => ('kind' in line ? scoredAt(i++, line) : line));
}
