import type { Readable } from 'node:stream';
import { createInputTally, type InputCounts } from '../input/input-counts.ts';
import { readEvents } from '../input/read-events.ts';
import { createEventColumns, type EventColumns } from '../kept/event-columns.ts';
import type { RejectedLines } from '../kept/kept-header.ts';
import type { KeptEvents } from '../kept/load-kept.ts';
import { selectEvents, type Selection } from '../kept/select-events.ts';
import type { Progress } from '../progress.ts';

export interface ReadTrainingOptions {
  readonly inputs: readonly string[];
  readonly names?: ReadonlyMap<string, string> | undefined;
  readonly now: Date;
  readonly stdin?: Readable | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
  /** Days to learn from; 0 for all. */
  readonly windowDays: number;
  /** What the training before this one kept, to add to; it is changed. Null to begin anew. */
  readonly kept: KeptEvents | null;
}

/** What a model is trained on. */
export interface TrainingMaterial {
  readonly columns: EventColumns;
  readonly selection: Selection;
  /** Lines of this input. */
  readonly counts: InputCounts;
  /** Inputs within the window that had lines which are no events. */
  readonly rejections: readonly RejectedLines[];
  /** Epoch ms; events before it were forgotten by this training or an earlier one. Null if none ever was. */
  readonly forgottenBefore: number | null;
}

/** Reads new events, joins them to the kept ones and leaves out what lies before the window. */
export async function readTrainingEvents(options: ReadTrainingOptions): Promise<TrainingMaterial> {
  const { windowDays, kept, ...reading } = options;
  const columns = kept?.columns ?? createEventColumns();
  const keptSize = columns.size;
  const tally = createInputTally();
  for await (const batch of readEvents({ ...reading, tally, stage: 'reading' })) {
    for (const line of batch) if ('event' in line) columns.add(line.event);
  }
  const counts = tally.counts();
  const selection = selectEvents(columns, { keptSize, windowDays });
  const { order, window, forgotten, tooOld } = selection;
  const lastTime = order.length === 0 ? 0 : columns.timeAt(order.at(-1)!);
  const rejections = [...(kept?.rejections ?? []), { rejected: counts.rejected, lastTime }].filter(
    (input) => input.rejected > 0 && (window === null || input.lastTime >= window.from),
  );
  const before = kept?.forgottenBefore ?? null;
  const forgottenBefore =
    window === null || forgotten + tooOld === 0 ? before : Math.max(before ?? window.from, window.from);
  return { columns, selection, counts, rejections, forgottenBefore };
}
