import type { InputCounts } from '../input/input-counts.ts';
import type { RejectedLines } from '../kept/kept-header.ts';
import type { KeptEvents } from '../kept/load-kept.ts';
import { selectEvents, type Selection } from '../kept/select-events.ts';
import { type EarlyObserved, observeEarly } from '../observe/observe-early.ts';
import { createEventStore, type EventStore } from '../store/create-event-store.ts';

const DAY_MS = 86_400_000;

/** Adds events to a store. @returns What became of the lines that they come from. */
export type ReadInto = (store: Pick<EventStore, 'add' | 'addById' | 'kinds'>) => Promise<InputCounts>;

export interface ReadTrainingOptions {
  /** Days to learn from; 0 for all. */
  readonly windowDays: number;
  /** What the training before this one kept, to add to; its store is changed, and removed if this fails. Null to begin anew. */
  readonly kept: KeptEvents | null;
  /** IANA zone in which new events are observed while they are read. Null if none will be. */
  readonly timeZone: string | null;
  readonly signal?: AbortSignal | undefined;
}

/** What a model is trained on. */
export interface TrainingMaterial {
  /** Its events are to be removed in the end. */
  readonly selection: Selection;
  /** What was observed of just these events while they were read, to be removed as well. Null if nothing was. */
  readonly early: EarlyObserved | null;
  /** Lines of this input. */
  readonly counts: InputCounts;
  /** Inputs within the window that had lines which are no events. */
  readonly rejections: readonly RejectedLines[];
  /** Epoch ms; events before it were forgotten by this training or an earlier one. Null if none ever was. */
  readonly forgottenBefore: number | null;
}

/**
 * Reads new events, joins them to the kept ones and leaves out what lies before the window.
 *
 * @param read - Reads the new events, in any order.
 * @throws IoError if a temporary file cannot be written; whatever `read` throws; the signal's reason if that stopped it.
 */
export async function readTrainingEvents(
  read: ReadInto,
  { windowDays, kept, timeZone, signal }: ReadTrainingOptions,
): Promise<TrainingMaterial> {
  const store = kept?.store ?? createEventStore();
  // Kept events and new ones overlap, and so do those of another day and a window.
  const mostMs = windowDays === 0 ? Infinity : windowDays * DAY_MS;
  const early = kept === null && timeZone !== null ? observeEarly(store, { timeZone, mostMs }) : null;
  try {
    const keptSize = store.size;
    const counts = await read(store);
    const stored = await store.finish(signal);
    const selection = await selectEvents(stored, { keptSize, windowDays, signal });
    const isWhole = selection.events === stored;
    if (!isWhole) await early?.remove();
    return { selection, early: isWhole ? early : null, counts, ...rememberedOf(selection, counts, kept) };
  } catch (error) {
    await early?.remove();
    await store.remove();
    throw error;
  }
}

function rememberedOf(
  { events, window, forgotten, tooOld }: Selection,
  { rejected }: InputCounts,
  kept: KeptEvents | null,
): Pick<TrainingMaterial, 'rejections' | 'forgottenBefore'> {
  const lastTime = events.size === 0 ? 0 : events.lastTime;
  const rejections = [...(kept?.rejections ?? []), { rejected, lastTime }].filter(
    (input) => input.rejected > 0 && (window === null || input.lastTime >= window.from),
  );
  const before = kept?.forgottenBefore ?? null;
  const forgottenBefore =
    window === null || forgotten + tooOld === 0 ? before : Math.max(before ?? window.from, window.from);
  return { rejections, forgottenBefore };
}
