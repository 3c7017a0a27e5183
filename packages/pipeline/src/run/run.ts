import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Decision } from '@sidecar/scoring';
import type { SplunkWarning } from '@sidecar/splunk-client';
import { kvStoreConnection, type SidecarConfig } from '../config/index.ts';
import type { InputCounts } from '../input/input-counts.ts';
import { toIoError } from '../io/io-error.ts';
import type { Progress } from '../progress.ts';
import { createEngine } from '../score/create-engine.ts';
import { scoreFiles } from '../score/score.ts';
import { modelSummary, type ModelSummary, noModel } from '../train/model-summary.ts';
import { chooseModel } from './choose-model.ts';
import { connect } from './connect.ts';
import { ingest } from './ingest.ts';
import { type Results, type WrittenTarget, writeResults } from './write-results.ts';

export interface RunOptions {
  readonly config: SidecarConfig;
  /** Noted in every record. */
  readonly runId: string;
  /** @default new Date() */
  readonly now?: Date;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
  readonly onWarning?: (warning: SplunkWarning) => void;
}

/** Without any event there is no model and nothing was written. */
export interface RunReport extends InputCounts, ModelSummary {
  /** Why the model was trained anew or reused, in words. */
  readonly modelReason: string;
  /** Outliers per `outlier_decision_source`. */
  readonly outliers: Readonly<Record<string, number>>;
  /** Events beyond the threshold of their account, of their cluster, and of all. */
  readonly beyond: { readonly user: number; readonly cluster: number; readonly global: number };
  readonly writes: readonly WrittenTarget[];
}

/**
 * The main job: fetches the events, reuses or trains a model, scores every event, and writes what was found.
 *
 * @throws SplunkError, KvStoreError, IoError, ModelError or ConfigError; collections are as they were or hold whole records.
 */
export async function run(options: RunOptions): Promise<RunReport> {
  const { config, runId, now = new Date(), signal, onProgress, onWarning } = options;
  const ingested = await ingest({ config, signal, onProgress, ...(onWarning && { onWarning }) });
  const { inputs } = ingested;
  const work = await mkdtemp(join(tmpdir(), 'sidecar-'));
  try {
    const chosen = await chooseModel({ inputs, config, now, signal, onProgress });
    const { model, version, path, reason, counts } = chosen;
    if (model === null) return { ...counts, ...noModel, ...noDecisions(), modelReason: reason, writes: [] };
    const scoredPath = await scoredPathOf(config, work);
    let decisions = noDecisions();
    const engine = createEngine(model, config);
    let profiler = engine.createProfiler();
    const scoring = { inputs, outputPath: scoredPath, config, runId, now, signal, onProgress };
    const scored = await scoreFiles(model, version, scoring, {
      restart: () => {
        decisions = noDecisions();
        profiler = engine.createProfiler();
      },
      event: (event) => {
        countDecision(decisions, event.scoreFields);
        profiler.add(event);
      },
    });
    const writes = await writeAll(options, { scoredPath, modelVersion: version, ...profiler.profiles(now) }, scored.events);
    const { events, rejected, rejections } = scored;
    return { events, rejected, rejections, ...modelSummary(model, version, path), ...decisions, modelReason: reason, writes };
  } finally {
    await ingested.remove();
    await rm(work, { recursive: true, force: true });
  }
}

type Decisions = { outliers: Record<string, number>; beyond: { user: number; cluster: number; global: number } };

function noDecisions(): Decisions {
  return { outliers: {}, beyond: { user: 0, cluster: 0, global: 0 } };
}

function countDecision({ outliers, beyond }: Decisions, decision: Decision): void {
  beyond.user += decision.behavior_outlier_user;
  beyond.cluster += decision.behavior_outlier_cluster;
  beyond.global += decision.behavior_outlier_global;
  if (decision.behavior_outlier === 0) return;
  const source = decision.outlier_decision_source;
  outliers[source] = (outliers[source] ?? 0) + 1;
}

/** With the `ndjson` writer the scored events stay in its folder; otherwise they are gone after the run. */
async function scoredPathOf({ output }: SidecarConfig, work: string): Promise<string> {
  if (!output.writers.includes('ndjson')) return join(work, 'scored.ndjson');
  const { directory } = output.ndjson;
  try {
    await mkdir(directory, { recursive: true });
  } catch (error) {
    throw toIoError(error, 'write', directory);
  }
  return join(directory, 'scored.ndjson');
}

async function writeAll(
  { config, runId, signal, onProgress, onWarning }: RunOptions,
  results: Results,
  events: number,
): Promise<WrittenTarget[]> {
  const { writers, splunk_kvstore: kv } = config.output;
  const toFile = writers.includes('ndjson') ? [{ target: results.scoredPath, written: events, failed: 0, readBack: events }] : [];
  if (!writers.includes('splunk_kvstore') || !kv.enabled) return toFile;
  const client = await connect(kvStoreConnection(config), { app: kv.app, signal, ...(onWarning && { onWarning }) });
  const written = await writeResults(client, results, {
    app: kv.app,
    eventsCollection: kv.collection,
    withOutliers: config.modeling.export_outlier_events,
    batchSize: kv.batch_size,
    runId,
    signal,
    onProgress,
  });
  return [...toFile, ...written];
}
