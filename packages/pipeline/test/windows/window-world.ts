import { type AuthEvent, normaliseLine, isRejection } from '@sidecar/events';
import type { BehaviorModel, ScorerState } from '@sidecar/scoring';
import type { SidecarConfig } from '../../src/config/index.ts';
import { openEventRecords } from '../../src/run/event-records.ts';
import { createEngine } from '../../src/score/create-engine.ts';
import { scoreInputs } from '../../src/score/score-inputs.ts';
import { foldSlice } from '../../src/slices/fold-slice.ts';
import { trainingSettings } from '../../src/train/training-settings.ts';
import { trainOnEvents } from '../train-on-events.ts';
import { configOf, generatedLines, NOW, openFolder, readObjects, writeLines } from '../workspace.ts';

export const VERSION = 'v1';
export const RUN_ID = 'run-1';

/** A configuration that decides in some mode, so that a few events of a hundred are outliers. */
export function configIn(mode: string): SidecarConfig {
  return configOf({
    modeling: {
      k_candidates: [3, 4],
      outlier_mode: mode,
      outlier_percentile: 97,
      alerts_per_day: 20,
      fdr_level: 0.5,
    },
  });
}

/** An event, and the line that it was read from. */
export interface Given {
  readonly line: string;
  readonly event: AuthEvent;
}

/** Ten days of a small organisation, of which the last two are to be scored. */
export function someEvents(events: number): { readonly past: Given[]; readonly fresh: Given[] } {
  const all = generatedLines(events).map((line) => {
    const event = normaliseLine(line);
    if (isRejection(event)) throw new Error(event.detail);
    return { line, event };
  });
  const end = NOW.getTime() - 2 * 86_400_000;
  return {
    past: all.filter(({ event }) => event.time < end),
    fresh: all.filter(({ event }) => event.time >= end),
  };
}

export function modelOf(past: readonly Given[], seed = 1): Promise<BehaviorModel> {
  const { modeling } = configIn('combined');
  return trainOnEvents(
    past.map(({ event }) => event),
    { ...trainingSettings(modeling), seed },
  );
}

/** The bytes of a slice of these events. */
export async function sliceOf(events: readonly Given[]): Promise<Uint8Array> {
  const { bytes } = await foldSlice(async (store) => {
    for (const { event } of events) {
      const { time, ...kind } = event;
      store.add(kind, time);
    }
    return { events: events.length, rejected: 0, rejections: [], samples: [] };
  });
  return bytes;
}

/** The records that a run writes of these events, by key. */
export async function recordsOfOnePass(
  model: BehaviorModel,
  events: readonly Given[],
  config: SidecarConfig,
): Promise<Map<unknown, string>> {
  const folder = openFolder();
  const lines = events.map(({ line }) => line);
  const path = `${folder}/records.ndjson`;
  await scoreInputs(
    createEngine(model, config),
    { inputs: [writeLines(folder, 'events.ndjson', lines)], now: NOW },
    {
      openSink: () => openEventRecords(path, { model_version: VERSION, run_id: RUN_ID }),
      canTakeBack: true,
    },
  );
  return recordsIn(path);
}

/** Records of a file as text, by key. */
export function recordsIn(path: string): Map<unknown, string> {
  return new Map(readObjects(path).map((record) => [record['_key'], JSON.stringify(record)]));
}

export function throughJson(state: ScorerState): ScorerState {
  return JSON.parse(JSON.stringify(state)) as ScorerState;
}
