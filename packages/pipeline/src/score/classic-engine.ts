import type { AuthEvent } from '@sidecar/events';
import { type KvRecord, safeKey } from '@sidecar/kvstore-writer';
import {
  classicClusterProfileRecords,
  type ClassicOptions,
  type ClassicScored,
  classicUserProfileRecords,
  classicUserThresholdRecords,
  scoreClassicBatch,
} from '@sidecar/scoring';
import type { ClassicModel } from '../model.ts';
import { createEventKeys } from '../records/event-key.ts';
import {
  ChangedInput,
  type Profiler,
  type ScoredEvent,
  type ScoredLine,
  type ScoreLines,
  type ScoringEngine,
} from './scoring-engine.ts';

/**
 * The `classic` preset: the original's formula, for comparison. Its scores and thresholds depend on the whole batch, so all
 * events are held in memory.
 */
export function classicEngine(model: ClassicModel, options: Required<ClassicOptions>): ScoringEngine {
  const scoreLines: ScoreLines = async function* (batches) {
    const events: AuthEvent[] = [];
    for await (const batch of batches()) {
      for (const line of batch) if ('event' in line) events.push(line.event);
    }
    const scored = scoreClassicBatch(events, model, options);
    const keys = createEventKeys({ inTimeOrder: false });
    let i = 0;
    for await (const batch of batches()) {
      yield batch.map((line): ScoredLine => {
        if (!('event' in line)) return line;
        const classic = scored[i++];
        if (classic === undefined) throw new ChangedInput();
        const scoreFields = { ...classic, score: 100 * classic.final_anomaly_score };
        const key = keys.keyOf(line.kind, line.time);
        return { line, key, scoreFields, isOutlier: classic.behavior_outlier === 1 };
      });
    }
  };
  return {
    scoreInOrder: scoreLines,
    scoreAnyOrder: scoreLines,
    createProfiler: () => classicProfiler(model, options),
    forgotten: () => 0,
  };
}

function classicProfiler(model: ClassicModel, { outlierPercentile }: Required<ClassicOptions>): Profiler {
  const events: AuthEvent[] = [];
  const scored: ClassicScored[] = [];
  return {
    add: ({ line, scoreFields }: ScoredEvent) => {
      events.push(line.event);
      scored.push(scoreFields as ScoredEvent['scoreFields'] & ClassicScored);
    },
    profiles: (now) => ({
      userProfiles: classicUserProfileRecords(events, scored, model).map(withSafeKey),
      clusterProfiles: classicClusterProfileRecords(events, scored).map((record) =>
        withSafeKey({ ...record, signature_distribution: JSON.stringify(record.signature_distribution) }),
      ),
      userThresholds: classicUserThresholdRecords(events, scored, {
        outlierPercentile,
        generatedAt: now.getTime(),
      }).map(withSafeKey),
    }),
  };
}

function withSafeKey<R extends { readonly _key: string }>(record: R): KvRecord {
  return { ...record, _key: safeKey(record._key) };
}
