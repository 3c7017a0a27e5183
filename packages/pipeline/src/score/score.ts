import type { Readable, Writable } from 'node:stream';
import type { SidecarConfig } from '../config/index.ts';
import { collectIncidents, type FoundIncidents } from '../incidents/collect-incidents.ts';
import type { InputCounts } from '../input/input-counts.ts';
import { createAtomicWriter } from '../io/create-atomic-writer.ts';
import type { Progress } from '../progress.ts';
import { type OpenScoring, openScoring } from './open-scoring.ts';
import { scoreInputs, type ScoreSink } from './score-inputs.ts';
import { isFile, openScoredFile } from './scored-file.ts';

export interface ScoreFilesOptions {
  /** NDJSON files, gzip accepted; `-` is standard input. */
  readonly inputs: readonly string[];
  /** A name in `.gz` compresses; `-` is standard output. */
  readonly outputPath: string;
  /** Where incidents go, one to a line, the riskiest first; names as for `outputPath`. */
  readonly incidentsPath?: string | undefined;
  readonly config: SidecarConfig;
  /** Noted in every record. */
  readonly runId: string;
  /** @default new Date() */
  readonly now?: Date;
  /**
   * 1, or 2 to judge events in a thread of its own, with the same results to the byte. It is 1 whatever is asked below 24 MiB of input, where a
   * thread takes longer to start than it saves; for a model of the classic preset; and from TypeScript sources (`threadEntry`). @default 1
   */
  readonly threads?: number;
  readonly stdin?: Readable | undefined;
  readonly stdout?: Writable | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
}

/** Incidents are reported if they were asked for. */
export interface ScoreReport extends InputCounts, Partial<FoundIncidents> {
  readonly modelVersion: string;
  /** Events that were decided to be outliers. */
  readonly outliers: number;
  /** How many accounts, sources, machines and values were forgotten for want of room (`Scorer.forgotten`). */
  readonly forgotten: number;
}

/**
 * Scores files: one output line per input line, in the same order. A line that is no event comes out as
 * `{"rejected":true,"reason":...}`. The output appears whole or not at all.
 *
 * The events may be in any order; each is scored as if they had come in time order.
 *
 * @throws IoError, or ModelError if the model is damaged or no model; ThreadError if a thread of ours was ended by others or for want of
 *   memory; RangeError for a number of threads that is not 1 or 2.
 */
export async function score({
  modelPath,
  threads = 1,
  ...options
}: ScoreFilesOptions & { readonly modelPath: string }): Promise<ScoreReport> {
  if (threads !== 1 && threads !== 2) throw new RangeError(`threads is ${threads}, expected 1 or 2`);
  const opened = await openScoring(modelPath, { ...options, threads });
  try {
    return await scoreFiles(opened, options);
  } finally {
    await opened.close();
  }
}

async function scoreFiles(
  { scoring, version }: OpenScoring,
  { outputPath, incidentsPath, runId, stdout, now = new Date(), ...options }: ScoreFilesOptions,
): Promise<ScoreReport> {
  const provenance = { model_version: version, run_id: runId };
  const incidentsFile =
    incidentsPath === undefined
      ? undefined
      : await createAtomicWriter(incidentsPath, { ...(stdout && { stdout }) });
  let outliers = 0;
  let collector = collectIncidents();
  const openSink = async (): Promise<ScoreSink> => {
    outliers = 0;
    collector = collectIncidents();
    const file = await openScoredFile(outputPath, provenance, stdout);
    return {
      ...file,
      take: (line) => {
        if (!('rejection' in line) && line.isOutlier) {
          outliers += 1;
          if (incidentsFile !== undefined) {
            const { key, scoreFields } = line;
            collector.add({ key, scoreFields, event: line.line.event });
          }
        }
        return file.take(line);
      },
    };
  };
  try {
    const canTakeBack = await isFile(outputPath);
    const counts = await scoreInputs(scoring, { ...options, now }, { openSink, canTakeBack });
    const report = { ...counts, modelVersion: version, outliers, forgotten: scoring.forgotten() };
    if (incidentsFile === undefined) return report;
    const found = collector.found(provenance);
    for (const incident of found.incidents) await incidentsFile.write(`${JSON.stringify(incident)}\n`);
    await incidentsFile.close();
    return { ...report, ...found };
  } catch (error) {
    await incidentsFile?.abort();
    throw error;
  }
}
