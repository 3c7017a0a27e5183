import type { Readable } from 'node:stream';
import { createInputTally, type InputCounts } from '../input/input-counts.ts';
import { type InputLine, readEvents } from '../input/read-events.ts';
import { rereadable } from '../input/rereadable.ts';
import { IoError } from '../io/io-error.ts';
import type { Progress } from '../progress.ts';
import {
  ChangedInput,
  OutOfOrder,
  type ScoredLine,
  type ScoreLines,
  type LineScoring,
} from './scoring-engine.ts';

export interface ScoreInputsOptions {
  readonly inputs: readonly string[];
  /** What inputs are called in samples, where that is not their path. */
  readonly names?: ReadonlyMap<string, string> | undefined;
  readonly now: Date;
  readonly stdin?: Readable | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
}

/** Where scored lines go. */
export interface ScoreSink {
  /** Takes the next line; returns a promise when it is time to wait. */
  take(line: ScoredLine): Promise<void> | undefined;
  /** Keeps all of it. */
  close(): Promise<void>;
  /** Keeps nothing of it. */
  abort(): Promise<void>;
}

export interface ScoreSinkOptions {
  /** Opens a sink. If the lines are in no order, the first is aborted and another opened. */
  readonly openSink: () => Promise<ScoreSink>;
  /** Whether a sink can take back what it has seen; otherwise the order is found out first. */
  readonly canTakeBack: boolean;
}

/**
 * Scores all lines of files in their order: those in time order in one pass, others in two.
 *
 * @throws IoError if a file cannot be read or changes while it is read, and what the sink throws.
 */
export async function scoreInputs(
  scoring: LineScoring,
  { now, stdin, signal, onProgress, ...options }: ScoreInputsOptions,
  { openSink, canTakeBack }: ScoreSinkOptions,
): Promise<InputCounts> {
  const { inputs, names, remove } = await rereadable(options.inputs, { ...(stdin && { stdin }), signal });
  const allNames = new Map([...(options.names ?? []), ...names]);
  let tally = createInputTally();
  const batches = (): AsyncIterable<readonly InputLine[]> => {
    tally = createInputTally();
    return readEvents({ inputs, names: allNames, tally, now, signal, onProgress, stage: 'scoring' });
  };
  const scoreAll = async (scoreLines: ScoreLines): Promise<InputCounts> => {
    const sink = await openSink();
    try {
      for await (const lines of scoreLines(batches, { signal, onProgress })) {
        for (const line of lines) {
          const full = sink.take(line);
          if (full !== undefined) await full;
        }
      }
      await sink.close();
    } catch (error) {
      await sink.abort();
      throw error;
    }
    return tally.counts();
  };
  try {
    return await scoreAll(canTakeBack ? scoring.scoreInOrder : scoring.scoreAnyOrder).catch(
      (error: unknown) => {
        if (error instanceof OutOfOrder) return scoreAll(scoring.scoreAnyOrder);
        throw error;
      },
    );
  } catch (error) {
    if (!(error instanceof ChangedInput)) throw error;
    const path = options.inputs.join(', ');
    throw new IoError('io', path, `Cannot score ${path}: it was changed while it was read; score a copy.`);
  } finally {
    await remove();
  }
}
