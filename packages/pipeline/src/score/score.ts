import type { Readable, Writable } from 'node:stream';
import type { SidecarConfig } from '../config/index.ts';
import { createInputTally, type InputCounts } from '../input/input-counts.ts';
import { type InputLine, readEvents } from '../input/read-events.ts';
import { spoolStdin } from '../input/spool-stdin.ts';
import { createAtomicWriter } from '../io/create-atomic-writer.ts';
import type { SidecarModel } from '../model.ts';
import type { Progress } from '../progress.ts';
import { loadSidecarModel } from '../registry/load-sidecar-model.ts';
import { FUTURE_TOLERANCE_MS } from '../train/train.ts';
import { createEngine } from './create-engine.ts';
import { OutOfOrder, type ScoredEvent, type ScoredLine, type ScoreLines } from './scoring-engine.ts';

export interface ScoreFilesOptions {
  readonly inputs: readonly string[];
  readonly outputPath: string;
  readonly config: SidecarConfig;
  /** Noted in every record. */
  readonly runId: string;
  /** @default new Date() */
  readonly now?: Date;
  readonly stdin?: Readable | undefined;
  readonly stdout?: Writable | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
}

export interface ScoreReport extends InputCounts {
  readonly modelVersion: string;
  /** Events that were decided to be outliers. */
  readonly outliers: number;
}

/**
 * Scores files: one output line per input line, in the same order. A line that is no event comes out as
 * `{"rejected":true,"reason":...}`. The output appears whole or not at all.
 *
 * @throws IoError, or ModelError if the model is damaged or no model.
 */
export async function score({ modelPath, ...options }: ScoreFilesOptions & { readonly modelPath: string }): Promise<ScoreReport> {
  const { model, version } = await loadSidecarModel(modelPath);
  return scoreFiles(model, version, options);
}

/** Sees every scored event in the order of the lines; begins anew when scoring does. */
export interface ScoreObserver {
  restart(): void;
  event(event: ScoredEvent): void;
}

/** Scores files with a model that is at hand. */
export async function scoreFiles(
  model: SidecarModel,
  modelVersion: string,
  options: ScoreFilesOptions,
  observer?: ScoreObserver,
): Promise<ScoreReport> {
  const { config, outputPath, runId, now = new Date(), stdin, stdout, signal, onProgress } = options;
  const { inputs, remove } = await spoolStdin(options.inputs, stdin, signal);
  const latest = now.getTime() + FUTURE_TOLERANCE_MS;
  const provenance = { model_version: modelVersion, run_id: runId };
  let tally = createInputTally();
  const batches = (): AsyncIterable<readonly InputLine[]> => {
    tally = createInputTally();
    return readEvents({ inputs, tally, latest, signal, onProgress, stage: 'scoring' });
  };
  const engine = createEngine(model, config);
  const writeAll = async (scoreLines: ScoreLines): Promise<ScoreReport> => {
    observer?.restart();
    const writer = await createAtomicWriter(outputPath, { ...(stdout && { stdout }) });
    let outliers = 0;
    try {
      for await (const lines of scoreLines(batches)) {
        for (const line of lines) {
          const full = writer.write(`${JSON.stringify(outputRecord(line, provenance))}\n`);
          if (full !== undefined) await full;
          if ('rejection' in line) continue;
          outliers += line.scoreFields.behavior_outlier;
          observer?.event(line);
        }
      }
      await writer.close();
    } catch (error) {
      await writer.abort();
      throw error;
    }
    return { ...tally.counts(), modelVersion, outliers };
  };
  try {
    // What went to standard output cannot be taken back, so there the order is found out first.
    return outputPath === '-' ? await writeAll(engine.scoreAnyOrder) : await writeAll(engine.scoreInOrder);
  } catch (error) {
    if (error instanceof OutOfOrder) return await writeAll(engine.scoreAnyOrder);
    throw error;
  } finally {
    await remove();
  }
}

/** Fields of the line stay as they are; the event's normalised fields fill what it lacks, and the score's come on top. */
function outputRecord(line: ScoredLine, provenance: { readonly model_version: string; readonly run_id: string }): object {
  if ('rejection' in line) return { rejected: true, ...line.rejection };
  return { ...line.eventFields, ...line.row, _key: line.key, ...line.scoreFields, ...provenance };
}
