import type { Readable, Writable } from 'node:stream';
import type { SidecarConfig } from '../config/index.ts';
import { collectIncidents, type FoundIncidents } from '../incidents/collect-incidents.ts';
import type { InputCounts } from '../input/input-counts.ts';
import { createAtomicWriter } from '../io/create-atomic-writer.ts';
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
  /** Where incidents go, one to a line, the riskiest first; names as for `outputPath`. */
  readonly incidentsPath?: string | undefined;
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
 * @throws IoError, or ModelError if the model is damaged or no model.
 */
export async function score({
  modelPath,
  outputPath,
  incidentsPath,
  config,
  runId,
  stdout,
  now = new Date(),
  ...options
}: ScoreFilesOptions & { readonly modelPath: string }): Promise<ScoreReport> {
  const { model, version } = await loadSidecarModel(modelPath);
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
        if (!('rejection' in line) && line.scoreFields.behavior_outlier === 1) {
          outliers += 1;
          if (incidentsFile !== undefined) collector.add({ ...line, event: line.line.event });
        }
        return file.take(line);
      },
    };
  };
  try {
    const canTakeBack = await isFile(outputPath);
    const engine = createEngine(model, config);
    const counts = await scoreInputs(engine, { ...options, now }, { openSink, canTakeBack });
    const report = { ...counts, modelVersion: version, outliers, forgotten: engine.forgotten() };
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
