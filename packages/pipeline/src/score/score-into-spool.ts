import { createEventStore } from '../store/create-event-store.ts';
import type { StoredEvents } from '../store/stored-events.ts';
import type { EventJudge, TimedKind } from './event-judge.ts';
import { openSpool, type Spool } from './open-spool.ts';
import type { Batches, ScoreLinesOptions } from './scoring-engine.ts';

/** So many events are sent at once: their scores are some hundred bytes each. */
const SENT_AT_ONCE = 1024;

/** Scores of events as text (`scoreText`), by the order of the lines. To be removed. */
export interface SpooledScores {
  readonly spool: Spool;
  readonly size: number;
}

/**
 * Scores events in time order, whatever order their lines have.
 *
 * @throws IoError if there is no room for them; the signal's reason if that stopped it. Nothing is left then.
 */
export async function scoreIntoSpool(
  judge: EventJudge,
  batches: Batches,
  options: ScoreLinesOptions,
): Promise<SpooledScores> {
  // Every line gets its score, so nothing may be forgotten.
  const store = createEventStore({ mostKinds: Infinity });
  try {
    for await (const batch of batches()) {
      for (const line of batch) if ('kind' in line) store.add(line.kind, line.time);
    }
    const { size } = store;
    const stored = await store.finish(options.signal);
    try {
      const spool = await openSpool(size);
      try {
        await fill(spool, stored, judge, options);
        await spool.finish();
        return { spool, size };
      } catch (error) {
        await spool.remove();
        throw error;
      }
    } finally {
      await stored.remove();
    }
  } finally {
    await store.remove();
  }
}

async function fill(
  spool: Spool,
  stored: StoredEvents,
  judge: EventJudge,
  { signal, onProgress }: ScoreLinesOptions,
): Promise<void> {
  const { size: total } = stored;
  const sent: { readonly added: Uint32Array; readonly endsBlock: boolean }[] = [];
  let done = 0;
  const receive = async (): Promise<void> => {
    const { added, endsBlock } = sent.shift()!;
    const scores = await judge.receive();
    for (let i = 0; i < added.length; i++) {
      const full = spool.put(added[i]!, scores.textAt(i));
      if (full !== undefined) await full;
    }
    done += added.length;
    if (!endsBlock) return;
    signal?.throwIfAborted();
    onProgress?.({ stage: 'scoring in time order', done, total });
  };
  for (const { times, kinds, added } of stored.blocks()) {
    for (let from = 0; from < times.length; from += SENT_AT_ONCE) {
      const to = Math.min(from + SENT_AT_ONCE, times.length);
      const events: TimedKind[] = [];
      for (let i = from; i < to; i++) events.push({ kind: stored.kindAt(kinds[i]!), time: times[i]! });
      judge.send(events);
      // A copy, because a block is good until the next one comes.
      sent.push({ added: added.slice(from, to), endsBlock: to === times.length });
      if (sent.length > judge.ahead) await receive();
    }
  }
  while (sent.length > 0) await receive();
}
