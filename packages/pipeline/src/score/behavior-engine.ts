import { createWeekClock } from '@sidecar/features';
import {
  type BehaviorModel,
  createExplainer,
  createScorer,
  type DecisionOptions,
  type Scorer,
} from '@sidecar/scoring';
import type { EventLine } from '../input/event-line.ts';
import { createClusterProfiler } from '../records/cluster-profiler.ts';
import { createEventKeys } from '../records/event-key.ts';
import { type ScoreFields, scoreFields } from '../records/score-fields.ts';
import { userProfiles } from '../records/user-profiles.ts';
import { userThresholds } from '../records/user-thresholds.ts';
import { compareInOrder } from '../store/compare-in-order.ts';
import { createEventStore } from '../store/create-event-store.ts';
import { openSpool, type Spool } from './open-spool.ts';
import {
  type Batches,
  ChangedInput,
  type Profiler,
  type ScoredLine,
  type ScoreLinesOptions,
  type ScoringEngine,
} from './scoring-engine.ts';
import { wholeInstants } from './whole-instants.ts';

/** The `behavior` preset: every event by itself, given the model and the sliding windows. */
export function behaviorEngine(model: BehaviorModel, decision: DecisionOptions): ScoringEngine {
  let scorer: Scorer | undefined;
  const newScorer = (): Scorer => (scorer = createScorer(model, { decision }));
  return {
    scoreInOrder: (batches) => {
      const score = fieldsOf(newScorer());
      const scoreInTime = (lines: readonly EventLine[]): ScoreFields[] => {
        const scored: ScoreFields[] = lines.length === 0 ? [] : Array.from({ length: lines.length });
        for (const i of inOrder(lines)) scored[i] = score(lines[i]!);
        return scored;
      };
      return scoreBatches(() => wholeInstants(batches()), { inTimeOrder: true, scoreEvents: scoreInTime });
    },
    // Events are scored in time order first, into a file, as memory need not hold them; then they come out in the order of the lines.
    scoreAnyOrder: async function* (batches, options = {}) {
      const { spool, size } = await scoreIntoSpool(newScorer(), batches, options);
      try {
        let i = 0;
        yield* scoreBatches(batches, {
          inTimeOrder: false,
          scoreEvents: (lines) => {
            if (i + lines.length > size) throw new ChangedInput();
            return lines.map(() => JSON.parse(spool.get(i++)) as ScoreFields);
          },
        });
        if (i < size) throw new ChangedInput();
      } finally {
        await spool.remove();
      }
    },
    createProfiler: () => behaviorProfiler(model, decision),
    forgotten: () => scorer?.forgotten() ?? 0,
  };
}

function fieldsOf(scorer: Scorer): (event: Pick<EventLine, 'kind' | 'time'>) => ScoreFields {
  const explain = createExplainer(scorer);
  return ({ kind, time }) => scoreFields(scorer.scoreAt(kind, time), explain);
}

/** Places of events in the order of a store; their times ascend already, but for events of one instant. */
function inOrder(lines: readonly EventLine[]): number[] {
  const places = lines.map((_, i) => i);
  const compare = (a: number, b: number): number => compareInOrder(lines[a]!, lines[b]!);
  return places.every((i) => i === 0 || compare(i - 1, i) <= 0) ? places : places.sort(compare);
}

/** What the scores of all events are, by the order of the lines. */
async function scoreIntoSpool(
  scorer: Scorer,
  batches: Batches,
  { signal, onProgress }: ScoreLinesOptions,
): Promise<{ readonly spool: Spool; readonly size: number }> {
  // Every line gets its score, so nothing may be forgotten.
  const store = createEventStore({ mostKinds: Infinity });
  try {
    for await (const batch of batches()) {
      for (const line of batch) if ('kind' in line) store.add(line.kind, line.time);
    }
    const { size } = store;
    const stored = await store.finish(signal);
    const score = fieldsOf(scorer);
    const spool = await openSpool(size);
    let done = 0;
    try {
      for (const { times, kinds, added } of stored.blocks()) {
        for (let i = 0; i < times.length; i++) {
          const fields = score({ kind: stored.kindAt(kinds[i]!), time: times[i]! });
          const full = spool.put(added[i]!, JSON.stringify(fields));
          if (full !== undefined) await full;
        }
        done += times.length;
        signal?.throwIfAborted();
        onProgress?.({ stage: 'scoring in time order', done, total: size });
      }
      await spool.finish();
      return { spool, size };
    } catch (error) {
      await spool.remove();
      throw error;
    } finally {
      await stored.remove();
    }
  } finally {
    await store.remove();
  }
}

async function* scoreBatches(
  batches: Batches,
  {
    inTimeOrder,
    scoreEvents,
  }: {
    readonly inTimeOrder: boolean;
    readonly scoreEvents: (lines: readonly EventLine[]) => readonly ScoreFields[];
  },
): AsyncGenerator<ScoredLine[], void, undefined> {
  const keys = createEventKeys({ inTimeOrder });
  for await (const batch of batches()) {
    const scored = scoreEvents(batch.filter((line): line is EventLine => 'kind' in line));
    let i = 0;
    yield batch.map((line): ScoredLine => {
      if (!('kind' in line)) return line;
      return { line, key: keys.keyOf(line.kind, line.time), scoreFields: scored[i++]! };
    });
  }
}

function behaviorProfiler(model: BehaviorModel, decision: DecisionOptions): Profiler {
  const clusters = createClusterProfiler(model.clusters.k);
  const clock = createWeekClock(model.settings.timeZone);
  return {
    add: ({ line, scoreFields: { cluster_id } }) =>
      clusters.add(cluster_id, line.kind, clock.slotOf(line.time)),
    profiles: (now) => ({
      userProfiles: userProfiles(model),
      clusterProfiles: clusters.profiles(),
      userThresholds: userThresholds(model, decision, now),
    }),
  };
}
