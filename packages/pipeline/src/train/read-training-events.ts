import type { Readable } from 'node:stream';
import { createInputTally, type InputCounts } from '../input/input-counts.ts';
import { readEvents } from '../input/read-events.ts';
import type { RejectedLines } from '../kept/kept-header.ts';
import type { KeptEvents } from '../kept/load-kept.ts';
import { selectEvents, type Selection } from '../kept/select-events.ts';
import type { Progress } from '../progress.ts';
import { createEventStore } from '../store/create-event-store.ts';

export interface ReadTrainingOptions {
  readonly inputs: readonly string[];
  readonly names?: ReadonlyMap<string, string> | undefined;
  readonly now: Date;
  readonly stdin?: Readable | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
  /** Days to learn from; 0 for all. */
  readonly windowDays: number;
  /** What the training before this one kept, to add to; its store is changed, and removed if this fails. Null to begin anew. */
  readonly kept: KeptEvents | null;
}

/** What a model is trained on. */
export interface TrainingMaterial {
  /** Its events are to be removed in the end. */
  readonly selection: Selection;
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
 * @throws IoError if a file cannot be read, or a temporary one not be written; the signal's reason if that stopped it.
 */
export async function readTrainingEvents(options: ReadTrainingOptions): Promise<TrainingMaterial> {
  const { windowDays, kept, ...reading } = options;
  const store = kept?.store ?? createEventStore();
  try {
    const keptSize = store.size;
    const tally = createInputTally();
    for await (const batch of readEvents({ ...reading, tally, stage: 'reading' })) {
      for (const line of batch) if ('kind' in line) store.add(line.kind, line.time);
    }
    const counts = tally.counts();
    const stored = await store.finish(reading.signal);
    const selection = await selectEvents(stored, { keptSize, windowDays, signal: reading.signal });
    return { selection, counts, ...rememberedOf(selection, counts, kept) };
  } catch (error) {
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
