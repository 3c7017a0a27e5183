import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { SplunkWarning } from '@sidecar/splunk-client';
import type { SidecarConfig } from '../config/index.ts';
import type { HecResults } from '../hec/send-to-hec.ts';
import { writeToHec } from '../hec/write-to-hec.ts';
import { collectIncidents, type FoundIncidents } from '../incidents/collect-incidents.ts';
import type { InputCounts } from '../input/input-counts.ts';
import type { Rereadable } from '../input/rereadable.ts';
import { openWorkFolder } from '../io/open-work-folder.ts';
import type { RunFacts } from '../records/model-run.ts';
import type { Progress } from '../progress.ts';
import { createEngine } from '../score/create-engine.ts';
import { scoreInputs, type ScoreSink } from '../score/score-inputs.ts';
import { modelSummary, type ModelSummary, noModel } from '../train/model-summary.ts';
import { chooseModel, type RunDrift } from './choose-model.ts';
import { countDecision, countOutliers, type Decisions, noDecisions } from './decisions.ts';
import { openEventRecords } from './event-records.ts';
import { ingest } from './ingest.ts';
import { planWrites, type WrittenTarget } from './plan-writes.ts';
import { besideShadow, type ShadowReport } from './shadow.ts';
import { createStageClock } from './stage-clock.ts';
import { createTimeSpan } from './time-span.ts';
import { writeAll } from './write-all.ts';
import { writeLedger } from './write-ledger.ts';

export interface RunOptions {
  readonly config: SidecarConfig;
  /** Noted in every record. */
  readonly runId: string;
  /** @default new Date() */
  readonly now?: Date;
  readonly stdin?: Readable | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
  readonly onWarning?: ((warning: SplunkWarning) => void) | undefined;
}

/** Without any event nothing but the run itself was noted, and what earlier runs wrote is still there. */
export interface RunReport extends InputCounts, ModelSummary, Decisions, FoundIncidents {
  /** Why the model was trained anew or reused, in words. */
  readonly modelReason: string;
  /** How the events compare with what the model had learned, and the bursts among them; null if it was not asked. */
  readonly drift: RunDrift | null;
  /** What the shadow model would have decided; null without one. Nothing of it is written. */
  readonly shadow: ShadowReport | null;
  readonly writes: readonly WrittenTarget[];
  /** How many names the scoring forgot for want of room (`Scorer.forgotten`). */
  readonly forgotten: number;
}

/**
 * The main job: fetches the events, reuses or trains a model, scores every event, and writes what was found.
 *
 * @throws SplunkError, KvStoreError, IoError, ModelError or ConfigError; collections are as they were or hold whole records.
 */
export async function run(options: RunOptions): Promise<RunReport> {
  const clock = createStageClock(options.onProgress);
  const timed = { ...options, now: options.now ?? new Date(), onProgress: clock.onProgress };
  const source = await ingest(timed);
  try {
    const work = await openWorkFolder();
    try {
      const { report, ...known } = await runOn(source, work.path, timed);
      const { runId, now: startedAt, config } = timed;
      const durationSeconds = clock.elapsed();
      const stageSeconds = clock.seconds();
      const times = { startedAt, durationSeconds, stageSeconds };
      const facts = { stage: 'run', runId, ...times, ...settingsOf(config), ...known } as const;
      const found = { ...report, outliers: countOutliers(report), incidents: report.incidents.length };
      const noted = await writeLedger(found, { ...facts, window: null, setAside: 0 }, timed);
      return { ...report, writes: [...report.writes, ...noted] };
    } finally {
      await work.remove();
    }
  } finally {
    await source.remove();
  }
}

interface Ran extends Pick<RunFacts, 'model' | 'isTrained' | 'trainedAt' | 'span'> {
  readonly report: RunReport;
}

/** @param work - An empty folder for what is needed in between. */
async function runOn(
  { inputs, names }: Rereadable,
  work: string,
  options: RunOptions & { readonly now: Date },
): Promise<Ran> {
  const { config, runId, now, signal, onProgress } = options;
  const reading = { inputs, names, now, signal, onProgress };
  const chosen = await chooseModel({ config, ...reading });
  const { model, version, path, reason, drift, counts, trained: isTrained, trainedAt } = chosen;
  const summary = model === null ? noModel : modelSummary(model, version, path, config.modeling);
  const told = { ...summary, modelReason: reason, drift };
  if (model === null || counts.events === 0) {
    const nothing = { ...noDecisions(), shadow: null, incidents: [], alerts: 0, alertsLeftOut: 0 };
    const report = { ...counts, ...told, ...nothing, writes: [], forgotten: 0 };
    return { report, model, isTrained, trainedAt, span: null };
  }
  const engine = createEngine(model, config);
  const provenance = { model_version: version, run_id: runId };
  const recordsPath = join(work, 'events.ndjson');
  let decisions = noDecisions();
  let profiler = engine.createProfiler();
  let collector = collectIncidents();
  const span = createTimeSpan();
  const beside = chosen.shadow === null ? null : besideShadow(chosen.shadow, config);
  const openSink = async (): Promise<ScoreSink> => {
    beside?.restart();
    decisions = noDecisions();
    profiler = engine.createProfiler();
    collector = collectIncidents();
    const records = await openEventRecords(recordsPath, provenance);
    return {
      ...records,
      take: (line) => {
        if (!('rejection' in line)) {
          const { key, scoreFields } = line;
          countDecision(decisions, scoreFields);
          profiler.add(line);
          span.add(line.line.time);
          if (line.isOutlier) collector.add({ key, scoreFields, event: line.line.event });
        }
        beside?.take(line);
        return records.take(line);
      },
    };
  };
  const scored = await scoreInputs(engine, reading, { openSink, canTakeBack: true });
  const forgotten = engine.forgotten();
  const shadow = (await beside?.compare(reading)) ?? null;
  const found = collector.found(provenance);
  const { incidents } = found;
  const plan = planWrites({ recordsPath, provenance, incidents, ...profiler.profiles(now) }, config);
  const written = await writeAll(plan, options);
  const sent = await sendAll({ recordsPath, incidents }, options);
  const writes = [...written, ...sent];
  const report = { ...scored, ...told, ...decisions, ...found, shadow, writes, forgotten };
  return { report, model, isTrained, trainedAt, span: span.of() };
}

async function sendAll(results: HecResults, options: RunOptions): Promise<WrittenTarget[]> {
  const { writers, splunk_hec: hec } = options.config.output;
  return writers.includes('splunk_hec') && hec.enabled ? writeToHec(results, options) : [];
}

function settingsOf({ ingestion, modeling }: SidecarConfig): Pick<RunFacts, 'outlierMode' | 'mostRejected'> {
  return { outlierMode: modeling.outlier_mode, mostRejected: ingestion.max_rejected_share };
}
