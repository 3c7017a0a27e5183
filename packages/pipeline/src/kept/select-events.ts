import { setImmediate } from 'node:timers/promises';
import { createBlockWriter } from '../store/block-writer.ts';
import { openBlockSpool } from '../store/open-block-spool.ts';
import { type StoredEvents, storedEvents } from '../store/stored-events.ts';
import { type TrainingWindow, trainingWindow } from './training-window.ts';

export interface SelectOptions {
  /** So many of the first events were kept by an earlier training; the others are new. @default 0 */
  readonly keptSize?: number;
  /** Days to learn from; 0 for all. @default 0 */
  readonly windowDays?: number;
  readonly signal?: AbortSignal | undefined;
}

/** The events to train on, and what became of the others. */
export interface Selection {
  readonly events: StoredEvents;
  /** Null if there is no limit, or no event. */
  readonly window: TrainingWindow | null;
  /** Of the kept events, those in the selection. */
  readonly kept: number;
  /** Of the new events, those in the selection. */
  readonly added: number;
  /** New events that were kept already, as inputs of one training and the next overlap. */
  readonly repeated: number;
  /** Kept events from before the window. */
  readonly forgotten: number;
  /** New events from before the window. */
  readonly tooOld: number;
}

/**
 * Joins kept and new events and leaves out what lies before the window. The events are those of `all`, which is removed where
 * something of it is left out; then they are in a spool of their own.
 *
 * An event that occurs `a` times among the kept and `b` times among the new occurs `max(a, b)` times in the selection: equal
 * events of one training are events that happened several times, and between two trainings they are the overlap of their
 * inputs. The greatest of numbers depends on no order, so any sequence of updates ends with the same events.
 *
 * @throws IoError if the spool cannot be written; the signal's reason if that stopped it. `all` is still there then.
 */
export async function selectEvents(all: StoredEvents, options: SelectOptions = {}): Promise<Selection> {
  const { keptSize = 0, windowDays = 0, signal } = options;
  const window = windowDays === 0 || all.size === 0 ? null : trainingWindow(all.lastTime, windowDays);
  const from = window?.from ?? -Infinity;
  const counts = { kept: 0, added: 0, repeated: 0, forgotten: 0, tooOld: 0 };
  if (keptSize === 0 && !(all.firstTime < from)) return { events: all, window, ...counts, added: all.size };

  const spool = openBlockSpool();
  const writer = createBlockWriter(spool);
  let [lastTime, lastKind] = [Number.NaN, -1];
  /** Of the event that is looked at: how often it was kept, and how often it came anew. Those that were kept come first. */
  let [before, anew] = [0, 0];
  try {
    for (const { times, kinds, added } of all.blocks()) {
      for (let i = 0; i < times.length; i++) {
        const [time, kind] = [times[i]!, kinds[i]!];
        if (time !== lastTime || kind !== lastKind) [lastTime, lastKind, before, anew] = [time, kind, 0, 0];
        const wasKept = added[i]! < keptSize;
        if (wasKept) before += 1;
        else anew += 1;
        if (!wasKept && anew <= before) counts.repeated += 1;
        else if (time < from) counts[wasKept ? 'forgotten' : 'tooOld'] += 1;
        else {
          counts[wasKept ? 'kept' : 'added'] += 1;
          writer.push(time, kind, added[i]!);
        }
      }
      await setImmediate();
      signal?.throwIfAborted();
    }
    const events = storedEvents(writer.finish(), spool, all.kinds);
    await all.remove();
    return { events, window, ...counts };
  } catch (error) {
    await spool.remove();
    throw error;
  }
}
