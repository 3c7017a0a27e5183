import type { SidecarConfig } from '../config/index.ts';
import { decisionOptions } from '../decision-options.ts';
import { loadSidecarModel } from '../registry/load-sidecar-model.ts';
import { areLarge } from '../threads/are-large.ts';
import { openThread } from '../threads/open-thread.ts';
import { threadEntry } from '../threads/thread-entry.ts';
import { scoringBy } from './behavior-engine.ts';
import { createEngine } from './create-engine.ts';
import { judgeElsewhere } from './judge-elsewhere.ts';
import type { FromJudge, JudgeData, ModelFacts, ToJudge } from './judge-messages.ts';
import type { LineScoring } from './scoring-engine.ts';

/** A model made ready to score lines. */
export interface OpenScoring {
  readonly scoring: LineScoring;
  /** Version of the model. */
  readonly version: string;
  /** Ends the thread, if there is one. */
  close(): Promise<void>;
}

export interface OpenScoringOptions {
  readonly config: Pick<SidecarConfig, 'modeling'>;
  /** What is to be scored. */
  readonly inputs: readonly string[];
  /** 1 or 2; where they are few bytes, and where there is no thread to be had, it is 1 whatever is asked. */
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
}

/** Measured: with 16 MiB of lines two threads take as long as one, as both have to warm up; with 30, a fifth less. */
const LEAST_MIB = 24;
/** For the judge's young objects: with more it is no quicker. */
const YOUNG_MIB = 12;

/**
 * Reads a model and prepares it for scoring, in a second thread if that is asked and pays.
 *
 * @throws IoError, or ModelError, as `loadSidecarModel` does.
 */
export async function openScoring(
  modelPath: string,
  { config, inputs, threads, signal }: OpenScoringOptions,
): Promise<OpenScoring> {
  const entry =
    threads > 1 && (await areLarge(inputs, { leastMiB: LEAST_MIB })) ? threadEntry('score/judge') : undefined;
  const inThread =
    entry && (await openJudge(entry, { modelPath, decision: decisionOptions(config) }, signal));
  if (inThread !== undefined) return inThread;
  const { model, version } = await loadSidecarModel(modelPath);
  return { scoring: createEngine(model, config), version, close: async () => {} };
}

/** Undefined for a model whose preset has no use for a thread. */
async function openJudge(
  entry: URL,
  data: JudgeData,
  signal: AbortSignal | undefined,
): Promise<OpenScoring | undefined> {
  const thread = openThread<ToJudge, FromJudge, JudgeData>(entry, {
    name: 'judge',
    data,
    signal,
    youngMemoryMiB: YOUNG_MIB,
  });
  const { close } = thread;
  try {
    const facts = (await thread.receive()) as ModelFacts;
    if (facts.preset === 'behavior')
      return { scoring: scoringBy(judgeElsewhere(thread, facts)), version: facts.version, close };
    await close();
    return undefined;
  } catch (error) {
    await close();
    throw error;
  }
}
