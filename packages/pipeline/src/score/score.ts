import type { Readable, Writable } from 'node:stream';
import type { SidecarConfig } from '../config/index.ts';
import type { InputCounts } from '../input/input-counts.ts';
import type { Progress } from '../progress.ts';
import { loadSidecarModel } from '../registry/load-sidecar-model.ts';
import { createEngine } from './create-engine.ts';
import { scoreInputs, type ScoreSink } from './score-inputs.ts';
import { isFile, openScoredFile } from './scored-file.ts';

export interface ScoreFilesOptions {
  /** NDJSON files, gzip accepted; `-` is standard input. */
  readonly inputs: readonly string[];
  /** A name in `.gz` compresses; `-` is standard output. */
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
 * The events may be in any order; each is scored as if they had come in time order.
 *
 * @throws IoError, or ModelError if the model is damaged or no model.
 */
export async function score({
  modelPath,
  outputPath,
  config,
  runId,
  stdout,
  now = new Date(),
  ...options
}: ScoreFilesOptions & { readonly modelPath: string }): Promise<ScoreReport> {
  const { model, version } = await loadSidecarModel(modelPath);
  let outliers = 0;
  const openSink = async (): Promise<ScoreSink> => {
    outliers = 0;
    const file = await openScoredFile(outputPath, { model_version: version, run_id: runId }, stdout);
    return {
      ...file,
      take: (line) => {
        if (!('rejection' in line)) outliers += line.scoreFields.behavior_outlier;
        return file.take(line);
      },
    };
  };
  const canTakeBack = await isFile(outputPath);
  const counts = await scoreInputs(
    createEngine(model, config),
    { ...options, now },
    { openSink, canTakeBack },
  );
  return { ...counts, modelVersion: version, outliers };
}
