import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { SplunkWarning } from '@sidecar/splunk-client';
import { kvStoreConnection, type SidecarConfig } from '../config/index.ts';
import { collectIncidents, type FoundIncidents } from '../incidents/collect-incidents.ts';
import type { InputCounts } from '../input/input-counts.ts';
import type { Rereadable } from '../input/rereadable.ts';
import { openWorkFolder } from '../io/open-work-folder.ts';
import type { Progress } from '../progress.ts';
import { createEngine } from '../score/create-engine.ts';
import { scoreInputs, type ScoreSink } from '../score/score-inputs.ts';
import { modelSummary, type ModelSummary, noModel } from '../train/model-summary.ts';
import { chooseModel, type RunDrift } from './choose-model.ts';
import { connect } from './connect.ts';
import { countDecision, type Decisions, noDecisions } from './decisions.ts';
import { openEventRecords } from './event-records.ts';
import { ingest } from './ingest.ts';
import { type PlannedWrite, planWrites, type WrittenTarget } from './plan-writes.ts';
import { besideShadow, type ShadowReport } from './shadow.ts';
import { writeToFiles } from './write-files.ts';
import { writeToKvStore } from './write-kv-store.ts';

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

/** Without any event nothing was written, and what earlier runs wrote is still there. */
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
  const source = await ingest(options);
  try {
    const work = await openWorkFolder();
    try {
      return await runOn(source, work.path, options);
    } finally {
      await work.remove();
    }
  } finally {
    await source.remove();
  }
}

/** @param work - An empty folder for what is needed in between. */
async function runOn({ inputs, names }: Rereadable, work: string, options: RunOptions): Promise<RunReport> {
  const { config, runId, now = new Date(), signal, onProgress } = options;
  const reading = { inputs, names, now, signal, onProgress };
  const chosen = await chooseModel({ config, ...reading });
  const { model, version, path, reason, drift, counts } = chosen;
  const summary = model === null ? noModel : modelSummary(model, version, path, config.modeling);
  if (model === null || counts.events === 0) {
    const nothing = { ...noDecisions(), drift, shadow: null, incidents: [], alerts: 0, alertsLeftOut: 0 };
    return { ...counts, ...summary, ...nothing, modelReason: reason, writes: [], forgotten: 0 };
  }
  const engine = createEngine(model, config);
  const provenance = { model_version: version, run_id: runId };
  const recordsPath = join(work, 'events.ndjson');
  let decisions = noDecisions();
  let profiler = engine.createProfiler();
  let collector = collectIncidents();
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
  const writes = await writeAll(plan, options);
  return {
    ...scored,
    ...summary,
    ...decisions,
    ...found,
    modelReason: reason,
    drift,
    shadow,
    writes,
    forgotten,
  };
}

async function writeAll(
  plan: readonly PlannedWrite[],
  { config, runId, signal, onProgress, onWarning }: RunOptions,
): Promise<WrittenTarget[]> {
  const { writers, splunk_kvstore: kv, ndjson } = config.output;
  const written = writers.includes('ndjson') ? await writeToFiles(ndjson.directory, plan) : [];
  if (!writers.includes('splunk_kvstore') || !kv.enabled) return written;
  const client = await connect(kvStoreConnection(config), {
    app: kv.app,
    signal,
    ...(onWarning && { onWarning }),
  });
  const options = {
    app: kv.app,
    batchSize: kv.batch_size,
    leaseSeconds: kv.lease_seconds,
    readerGraceSeconds: kv.reader_grace_seconds,
    runId,
    signal,
    onProgress,
  };
  return [...written, ...(await writeToKvStore(client, plan, options))];
}
